import { beforeAll, expect, test } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { placesIn } from "../../support/mutate-report.ts";
import { IS_WHOLE, sample } from "../count.ts";
import { shownReport } from "./readers.ts";
import { END, REPEATED } from "./repeated.ts";
import { storyReports } from "./saved-reports.ts";
import { scratchFile } from "./scratch-file.ts";
import { trySizes, type Sized } from "./try-sizes.ts";

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

/** A kind of place in a report: which element of a list it is says nothing. */
interface Kind {
  readonly name: string;
  readonly value: unknown;
  readonly report: Report;
  /** Among all places of the report. */
  readonly index: number;
}

let lists: readonly Kind[];
let texts: readonly Kind[];

beforeAll(async () => {
  const reports = await storyReports(IS_WHOLE ? TELLING : undefined);
  const all = reports.flatMap((report) =>
    placesIn(report).map(({ path, holder, name }, index) => ({
      name: path,
      value: holder[name],
      report,
      index,
    })),
  );
  lists = oneOfEach(all.filter(({ value }) => Array.isArray(value) && value.length > 0));
  texts = oneOfEach(all.filter(({ value }) => typeof value === "string"));
}, 300_000);

function oneOfEach(all: readonly Kind[]): readonly Kind[] {
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** A report with more and more in a place, read from a file. */
function grownAt(
  { name, report, index }: Kind,
  most: number,
  muchOf: (size: number) => string | unknown[],
): Sized {
  return {
    ...{ name, most },
    prepare: (size) => {
      const copy = structuredClone(report);
      const place = placesIn(copy)[index]!;
      Object.assign(place.holder, { [place.name]: muchOf(size) });
      const path = scratchFile("long-report.json", JSON.stringify(copy));
      return () => shownReport(report, path);
    },
  };
}

test(
  "time is linear in the length of every list of a saved report",
  async () => {
    const tried = sample(lists, EVERY).map((list) => {
      const elements = list.value as readonly unknown[];
      const length = Math.min(LONGEST_ELEMENT, JSON.stringify(elements).length / elements.length);
      const repeated = (size: number) =>
        Array.from({ length: Math.ceil(size / length) }, (_, index) => elements[index % elements.length]);
      return grownAt(list, LONG_LIST, repeated);
    });
    const { faults, read } = await trySizes(tried);
    expect(faults).toBe("");
    expect(read).toBe(tried.length);
  },
  LIMIT_MS,
);

test.each([
  ["many stars", [STARS]],
  ["what expressions stumble over", REPEATED],
] as const)(
  "time is linear in the length of every text of a saved report: %s",
  async (_, pieces) => {
    const tried = sample(texts, EVERY).map((text, index) => {
      const piece = pieces[index % pieces.length]!;
      return grownAt(text, LONG_TEXT, (size) => piece.repeat(Math.ceil(size / piece.length)) + END);
    });
    const { faults, read } = await trySizes(tried);
    expect(faults).toBe("");
    // The others are words of closed lists.
    expect(read).toBeGreaterThan(tried.length / 3);
  },
  LIMIT_MS,
);
