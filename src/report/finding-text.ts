import type { FindingDefinition } from "../catalogue/finding-definition.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import { table } from "./table.ts";
import { hang, indent, wrap } from "./wrap.ts";

/** What is told of a finding without a report. */
export type FindingRow = Pick<FindingDefinition<never>, "level" | "title"> & { readonly slug: string };

const CODE_INDENT = 4;
const FENCE = /^```/;

/** All findings, a line each. */
export function findingsText(rows: readonly FindingRow[], options: RenderOptions): string {
  const page = pageOf(options);
  const lines = table(
    rows.map(({ slug, level, title }) => ({ cells: [level, slug], notes: [title] })),
    page,
    0,
  );
  return `${lines.join("\n")}\n\nDetails of one: credprobe findings <slug>\n`;
}

/** The page of one finding (docs/findings), for a terminal: prose is wrapped, commands stay as they are. */
export function findingText(markdown: string, options: RenderOptions): string {
  const page = pageOf(options);
  const blocks = blocksOf(
    options.unicode === true ? markdown.trim() : markdown.trim().replaceAll(" · ", ", "),
  );
  return `${blocks.map((block) => blockLines(block, page).join("\n")).join("\n\n")}\n`;
}

/** Paragraphs, headings, lists and fenced code: what an empty line parts, and it does not part code. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let isCode = false;
  for (const part of markdown.split("\n\n")) {
    const last = blocks.length - 1;
    if (isCode) blocks[last] = `${blocks[last] ?? ""}\n\n${part}`;
    else blocks.push(part);
    if (part.split("\n").filter((line) => FENCE.test(line)).length % 2 === 1) isCode = !isCode;
  }
  return blocks;
}

function blockLines(block: string, page: Page): string[] {
  const lines = block.split("\n");
  const [first = ""] = lines;
  if (FENCE.test(first)) return indent(lines.slice(1, -1), CODE_INDENT);
  if (first.startsWith("#")) return wrap(first.replace(/^#+ /, ""), page.width).map(page.colours.bold);
  if (first.startsWith("- ") || first.startsWith("* ")) return listLines(lines, page);
  return wrap(plain(lines.join(" ")), page.width);
}

function listLines(lines: readonly string[], page: Page): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (/^[-*] /.test(line)) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  return items.flatMap((item) => hang("- ", plain(item), page.width));
}

/** Without the marks of Markdown: a link is its text, code is its words. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll("`", "");
}
