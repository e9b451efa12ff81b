import type { MessageReading, Reading } from "../model/message-reading.ts";
import { ticketIds } from "../model/ticket-ids.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { hang, indent } from "./wrap.ts";
import { wrapCommand } from "./wrap-command.ts";

/** What stands below the name of a line. */
const MARGIN = 11;

const SPEAKERS: Readonly<Record<NonNullable<MessageReading["speaker"]>, string>> = {
  python: "the SDK for Python",
  javascript: "the SDK for JavaScript",
  dotnet: "the SDK for .NET",
  java: "the SDK for Java",
  go: "the SDK for Go",
  az: "the Azure CLI",
};

/** What an error text says, for a terminal. */
export function messageText(reading: MessageReading, options: RenderOptions): string {
  const page = pageOf(options);
  const { readings } = reading;
  const about = aboutLines(reading, page);
  const hasCauses = readings.some(({ causes }) => causes.length > 0);
  const lines = [
    ...(readings.length === 0 ? [...hang("MESSAGE  ", nothingOf(reading), page.width), ...about] : []),
    ...readings.flatMap((one, index) => [
      ...(index === 0 ? [] : [""]),
      ...readingLines(index === 0 ? "MESSAGE  " : one.isUsual ? "also     " : "and      ", one, page),
      ...(index === 0 ? about : []),
    ]),
    "",
    ...hang("CONFIRM  ", `${CONFIRM}${hasCauses ? DECIDES : ANYWAY}`, page.width),
    "         credprobe <target>",
  ];
  return `${lines.join("\n")}\n`;
}

/** What the text says, a line each, for other forms of a report. */
export function saidLines(reading: MessageReading | undefined): string[] {
  if (reading === undefined) return [];
  const told = tellingOf(reading);
  return told.length === 0 ? [nothingOf(reading)] : told.map(headline);
}

/** What is usual in every text is left out, unless there is nothing else. */
function tellingOf({ readings }: MessageReading): readonly Reading[] {
  const telling = readings.filter(({ isUsual }) => !isUsual);
  return telling.length === 0 ? readings : telling;
}

/** The same as a section of a report, which tells elsewhere what is to be done: what is usual in every text is left out. */
export function messageLines({ messageReading: reading }: SealedReport, page: Page): string[] {
  if (reading === undefined) return [];
  const told = tellingOf(reading);
  return [
    ...(told.length === 0 ? hang("  ", nothingOf(reading), page.width) : []),
    ...told.flatMap(({ link, ...one }) => [
      ...hang("  ", headline(one), page.width),
      ...(link === undefined ? [] : hang("  link     ", link, page.width)),
    ]),
    ...aboutLines(reading, page),
  ];
}

function aboutLines(reading: MessageReading, page: Page): string[] {
  const { speaker, release, bare } = reading;
  const ids = ticketIds(reading);
  const version = release === undefined ? "" : `, release ${release.version}`;
  return [
    ...(speaker === undefined ? [] : hang("  from     ", `${SPEAKERS[speaker]}${version}`, page.width)),
    ...(bare === undefined ? [] : hang("  alone    ", bareNote(bare), page.width)),
    ...(ids.length === 0 ? [] : hang("  ids      ", ids.join(", "), page.width)),
  ];
}

const CONFIRM = "On the machine where the app runs, with the app's environment; ";
const DECIDES = "this tells which of the causes it is:";
const ANYWAY = "this looks at what the text does not tell:";

/** Who speaks, or which credential, may be known all the same. */
function nothingOf({ speaker, release, bare, ...ids }: MessageReading): string {
  const isKnown =
    speaker !== undefined || release !== undefined || bare !== undefined || ticketIds(ids).length > 0;
  return isKnown
    ? "What went wrong is not said in words that this version knows."
    : "This version does not know this text.";
}

function headline({ code, means }: Pick<Reading, "code" | "means">): string {
  return code === undefined ? means : `AADSTS${code}: ${means}.`;
}

function bareNote(link: NonNullable<MessageReading["bare"]>): string {
  return link === "managed-identity"
    ? "A ManagedIdentityCredential that the app makes itself: it does not read AZURE_CLIENT_ID, and no other link comes after it."
    : `One credential alone (${link}): the app makes it itself, or its chain ended at it.`;
}

function readingLines(lead: string, reading: Reading, page: Page): string[] {
  const { link, causes, fix, commands = [] } = reading;
  return [
    ...hang(lead, headline(reading), page.width),
    ...(link === undefined ? [] : hang("  link     ", link, page.width)),
    ...causes.flatMap(({ slug, title }, index) =>
      hang(index === 0 ? "  likely   " : "  or       ", `${page.colours.bold(slug)}: ${title}`, page.width),
    ),
    ...(fix === undefined ? [] : hang("  fix      ", fix, page.width)),
    ...commands.flatMap((command) => indent(wrapCommand(command, page.width - MARGIN), MARGIN)),
  ];
}
