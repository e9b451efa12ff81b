import { escapeControls } from "../model/escape-text.ts";
import type { Difference, ReportDiff } from "./diff.ts";
import { formatTime } from "./format.ts";
import { LABELS } from "./labels.ts";
import { mapStrings } from "./map-strings.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import { hang, indent, wrap } from "./wrap.ts";

/** What differs, for people: what it comes to, which two reports they are, then topic by topic. */
export function renderDiff(diff: ReportDiff, options: RenderOptions = {}): string {
  const page = pageOf(options);
  const safe = mapStrings(diff, (text) => escapeControls(text, { asciiOnly: options.unicode !== true }));
  const topics = [...new Set(safe.differences.map(({ topic }) => topic))];
  const lines = [
    ...hang(`${LABELS.diff.title}  `, safe.headline, page.width),
    "",
    ...sideLines("A", safe.a, page),
    ...sideLines("B", safe.b, page),
    ...(safe.nameless === true
      ? ["", ...wrap(LABELS.diff.nameless(safe.a.anonymized === safe.b.anonymized), page.width)]
      : []),
    ...topics.flatMap((topic) => [
      "",
      page.colours.bold(topic.toUpperCase()),
      ...safe.differences.filter((one) => one.topic === topic).flatMap((one) => differenceLines(one, page)),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function sideLines(
  name: string,
  { startedAt, host, exitCode, headline }: ReportDiff["a"],
  page: Page,
): string[] {
  const when = `${formatTime(startedAt)}, ${host}, ${LABELS.exitCode(exitCode)}`;
  return [
    ...hang(`  ${page.colours.bold(name)}  `, when, page.width),
    ...indent(wrap(headline, page.width - 5), 5),
  ];
}

function differenceLines({ topic, what, a, b }: Difference, page: Page): string[] {
  const absent = LABELS.diff.absent[topic];
  return [
    ...indent(wrap(what, page.width - 2), 2),
    ...hang("    A  ", a ?? absent, page.width),
    ...hang("    B  ", b ?? absent, page.width),
  ];
}
