import { variables } from "../../../src/catalogue/variables.ts";
import { probeRequest } from "../../../src/cli/probe-request.ts";
import { judgedAgain, readReport } from "../../../src/cli/read-report.ts";
import { readTargetsFile } from "../../../src/cli/targets-file.ts";
import { tokenReading } from "../../../src/cli/token-reading.ts";
import { parseEnvironmentFile } from "../../../src/collect/environment-file.ts";
import { environmentSnapshot } from "../../../src/collect/environment.ts";
import { messageEvidence } from "../../../src/collect/message-evidence.ts";
import { readMessage } from "../../../src/judge/read-message.ts";
import type { Report } from "../../../src/model/report.ts";
import { diffReports } from "../../../src/report/diff.ts";
import { renderDiff } from "../../../src/report/diff-text.ts";
import { jsonText } from "../../../src/report/json.ts";
import { messageText } from "../../../src/report/message-text.ts";
import { tokenText } from "../../../src/report/token-text.ts";
import { everyRendering } from "../../support/every-rendering.ts";
import { NO_ARGUMENTS, NOW, TARGET } from "./given.ts";
import { scratchFile } from "./scratch-file.ts";
import { orRefused, type Outputs } from "./taken.ts";

/** A way that a text takes into the program. */
export interface Reader {
  readonly name: string;
  /** No text is refused there. */
  readonly isAlwaysRead?: boolean;
  /** Puts a text in its place; what it gives reads it there. */
  readonly prepare: (text: string) => () => Outputs;
}

/** The text as the whole input, where most are refused, and as a part of one that is read. */
export const QUICK_READERS: readonly Reader[] = [
  {
    ...{ name: "an error text", isAlwaysRead: true },
    prepare: (text) => () => [messageText(readMessage(messageEvidence(text)), {})],
  },
  { name: "a token", prepare: (text) => () => shownToken(text) },
  { name: "a file of variables", prepare: (text) => () => valuesIn(text) },
  { name: "a variable", prepare: (text) => inVariables(`AZURE_CLIENT_ID=${text}`) },
  {
    ...{ name: "an app setting", isAlwaysRead: true },
    prepare: (value) => inVariables(JSON.stringify([{ name: "AZURE_CLIENT_ID", value }])),
  },
  { name: "a target", prepare: (text) => () => urlsOf(text) },
  { name: "the path of a target", prepare: (text) => () => urlsOf(TARGET + text).map(() => "") },
  { name: "the query of a target", isAlwaysRead: true, prepare: (text) => () => urlsOf(`${TARGET}?${text}`) },
  { name: "a file of targets", prepare: inTargetsFile },
  { name: "the comment of a target", prepare: (text) => inTargetsFile(`${TARGET} # ${text}`) },
];

export function slowReaders(report: Report): readonly Reader[] {
  return [
    {
      ...{ name: "the reason of a link in a saved report", isAlwaysRead: true },
      prepare: (text) => {
        const path = scratchFile("long.json", JSON.stringify(withReason(report, text)));
        return () => shownReport(report, path);
      },
    },
    {
      ...{ name: "claims of a token", isAlwaysRead: true },
      prepare: (text) => {
        const claims = Buffer.from(JSON.stringify({ aud: text, iss: text })).toString("base64url");
        return () => shownToken(`eyJhbGciOiJub25lIn0.${claims}.x`);
      },
    },
    {
      ...{ name: "every variable", isAlwaysRead: true },
      prepare: (text) => {
        const everywhere = Object.fromEntries(variables.map(({ name }) => [name, text]));
        return () => environmentSnapshot(everywhere).map(({ value = "" }) => value);
      },
    },
  ];
}

function urlsOf(...targets: string[]): string[] {
  return probeRequest({ ...NO_ARGUMENTS, targets }).targets.map(({ url }) => url);
}

function shownToken(text: string): string[] {
  return [tokenText(tokenReading(text, NOW), {})];
}

function inVariables(file: string) {
  return () => valuesIn(file);
}

function valuesIn(file: string): string[] {
  const { env } = orRefused(parseEnvironmentFile(file));
  return environmentSnapshot(env).map(({ value = "" }) => value);
}

function inTargetsFile(file: string): () => Outputs {
  const path = scratchFile("long.txt", file);
  return async () => probeRequest(NO_ARGUMENTS, await readTargetsFile(path)).targets.map(({ url }) => url);
}

function withReason(report: Report, more: string): Report {
  const [first, ...links] = report.links;
  return { ...report, links: [{ ...first!, reason: `${first!.reason} ${more}` }, ...links] };
}

/** A report of that file in all renderings, and how it differs from another. */
export async function shownReport(other: Report, path: string): Promise<readonly string[]> {
  const sealed = judgedAgain(await readReport(path));
  const diff = diffReports(judgedAgain(other), sealed);
  return [...(await everyRendering(sealed)).map(({ text }) => text), jsonText(diff), renderDiff(diff, {})];
}
