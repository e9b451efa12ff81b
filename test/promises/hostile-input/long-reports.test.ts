import { beforeAll, expect, test } from "vitest";
import { judgedAgain, readReport } from "../../../src/cli/read-report.ts";
import type { Report } from "../../../src/model/report.ts";
import { diffReports } from "../../../src/report/diff.ts";
import { renderDiff } from "../../../src/report/diff-text.ts";
import { everyRendering } from "../../support/every-rendering.ts";
import { countPromise, IS_WHOLE, sample } from "../count.ts";
import { END, REPEATED } from "./repeated.ts";
import { storyReports } from "./saved-reports.ts";
import { scratchFile } from "./scratch-file.ts";
import { ended, takenAs } from "./taken.ts";
import { grown } from "./user-time.ts";

/** Characters of a text, and of a list with all that is in it. */
const LONG_TEXT = IS_WHOLE ? 128 * 1024 : 32 * 1024;
const LONG_LIST = IS_WHOLE ? 1024 * 1024 : 64 * 1024;
/** What is longer counts as this long: of a list of large things there are hundreds, too. */
const LONGEST_ELEMENT = 2048;
const LIMIT_MS = IS_WHOLE ? 3_600_000 : 300_000;

/** Of so many places one is tried in the ordinary tests. */
const EVERY = 24;

/** Together they have nearly every list that a report may have. */
const TELLING = [
  ...["role-denied-by-assignment", "functions-discover-role-too-new", "message-of-bare-credential"],
  ...["process-hint", "wrong-secret", "arm-no-subscription", "exclude-managed-identity"],
  ...["functions-discover", "login-ipv6-lost", "private-endpoint", "sas-in-target"],
];

/** Of a role's pattern: any text, and what is in the name of every action. */
const STARS = "*o";

type Key = string | number;

interface Place {
  readonly name: string;
  readonly report: Report;
  readonly at: readonly Key[];
  readonly value: unknown;
}

let lists: readonly Place[];
let texts: readonly Place[];

beforeAll(async () => {
  const reports = await storyReports(IS_WHOLE ? TELLING : undefined);
  const places = reports.flatMap((report) => placesIn(report, report));
  lists = oneOfEach(places.filter(({ value }) => Array.isArray(value) && value.length > 0));
  texts = oneOfEach(places.filter(({ value }) => typeof value === "string"));
}, 300_000);

/** One in each kind of place: which element of a list it is says nothing. */
function oneOfEach(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.name, place])).values()];
}

function placesIn(report: Report, value: unknown, at: readonly Key[] = []): readonly Place[] {
  const name = at.map((key) => (typeof key === "number" ? "*" : key)).join("/");
  const inside =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) =>
          placesIn(report, one, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [{ name, report, at, value }, ...inside];
}

/** A copy of the report with something else in that place. */
function withOther({ report, at }: Place, other: unknown): Report {
  const copy = structuredClone(report);
  let holder: unknown = copy;
  for (const key of at.slice(0, -1)) holder = (holder as Record<Key, unknown>)[key];
  (holder as Record<Key, unknown>)[at.at(-1) ?? ""] = other;
  return copy;
}

async function shown(path: string, other: Report): Promise<readonly string[]> {
  const sealed = judgedAgain(await readReport(path));
  const outputs = (await everyRendering(sealed)).map(({ text }) => text);
  return [...outputs, renderDiff(diffReports(judgedAgain(other), sealed), {})];
}

/** Tries each place with more and more of something in it, and tells where that takes too long, or is not taken well. */
async function faultsOf(
  tried: readonly Place[],
  most: number,
  muchOf: (place: Place, size: number, index: number) => unknown,
): Promise<{ readonly faults: readonly string[]; readonly read: number }> {
  const faults: string[] = [];
  const counts = { read: 0, refused: 0 };
  for (const [index, place] of tried.entries()) {
    const { result, fault } = await grown((size) => {
      const document = withOther(place, muchOf(place, size, index));
      const path = scratchFile("long-report.json", JSON.stringify(document));
      return () => ended(() => shown(path, place.report));
    }, most);
    const taken = takenAs(result);
    if (fault !== undefined) faults.push(`${place.name}: ${fault}`);
    else if (typeof taken === "object") faults.push(`${place.name}: ${taken.fault}`);
    else counts[taken] += 1;
  }
  countPromise("input", { inputs: tried.length, ...counts, broken: faults.length });
  return { faults, read: counts.read };
}

test(
  "time is linear in the length of every list of a saved report",
  async () => {
    const tried = sample(lists, EVERY);
    const { faults, read } = await faultsOf(tried, LONG_LIST, ({ value }, size) => {
      const elements = value as readonly unknown[];
      const length = Math.min(LONGEST_ELEMENT, JSON.stringify(elements).length / elements.length);
      return Array.from(
        { length: Math.ceil(size / length) },
        (_, index) => elements[index % elements.length],
      );
    });
    expect(faults.join("\n")).toBe("");
    expect(read).toBe(tried.length);
  },
  LIMIT_MS,
);

test.each([
  ["many stars", () => STARS],
  ["what expressions stumble over", (index: number) => REPEATED[index % REPEATED.length]!],
] as const)(
  "time is linear in the length of every text of a saved report: %s",
  async (_, pieceAt) => {
    const tried = sample(texts, EVERY);
    const { faults, read } = await faultsOf(tried, LONG_TEXT, (_place, size, index) => {
      const piece = pieceAt(index);
      return piece.repeat(Math.ceil(size / piece.length)) + END;
    });
    expect(faults.join("\n")).toBe("");
    // The others are words of closed lists.
    expect(read).toBeGreaterThan(tried.length / 3);
  },
  LIMIT_MS,
);
