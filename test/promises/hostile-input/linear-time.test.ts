import { expect, test } from "vitest";
import { HOSTILE_PIECES } from "../../support/hostile-texts.ts";
import { countPromise, IS_WHOLE } from "../count.ts";
import { QUICK_READERS, slowReaders, type Reader } from "./readers.ts";
import { END, REPEATED } from "./repeated.ts";
import { savedSample } from "./saved-reports.ts";
import { ended, takenAs } from "./taken.ts";
import { grown } from "./user-time.ts";

/** The outermost net; what is not linear is told long before. */
const LIMIT_MS = IS_WHOLE ? 600_000 : 120_000;

/** Characters; as many as a file may hold. */
const MUCH = IS_WHOLE ? 1024 * 1024 : 128 * 1024;
/** For what shows the text many times. */
const A_LOT = IS_WHOLE ? 128 * 1024 : 32 * 1024;

/** Of so many pieces one is put into what is slow to read, in the ordinary tests. */
const SLOW_OF = 20;

const report = savedSample("leftover-secret");

test.each(
  [...HOSTILE_PIECES, ...REPEATED].map((piece, index) => [JSON.stringify(piece), piece, index] as const),
)("time is linear in the size: much of %s", { timeout: LIMIT_MS }, async (_, piece, index) => {
  const slow = IS_WHOLE || index % SLOW_OF === 0 ? slowReaders(report) : [];
  const results = [
    ...(await inTurn(QUICK_READERS, (reader) => resultOf(reader, piece, MUCH))),
    ...(await inTurn(slow, (reader) => resultOf(reader, piece, A_LOT))),
  ];
  const of = (what: Result["what"]) => results.filter((one) => one.what === what);
  const faults = of("fault").map(({ told }) => told);
  const counts = { read: of("read").length, refused: of("refused").length, broken: faults.length };
  countPromise("input", { inputs: results.length, ...counts });
  expect(faults.join("\n")).toBe("");
});

interface Result {
  readonly what: "read" | "refused" | "fault";
  readonly told: string;
}

async function resultOf(
  { name, prepare, isAlwaysRead }: Reader,
  piece: string,
  most: number,
): Promise<Result> {
  const { result, fault } = await grown((size) => {
    const read = prepare(piece.repeat(Math.ceil(size / piece.length)) + END);
    return () => ended(read);
  }, most);
  if (fault !== undefined) return { what: "fault", told: `${name}: ${fault}` };
  const taken = takenAs(result);
  if (typeof taken === "object") return { what: "fault", told: `${name}: ${taken.fault}` };
  if (taken === "refused" && isAlwaysRead === true) return { what: "fault", told: `${name}: refused` };
  return { what: taken, told: name };
}

async function inTurn<Of, Gives>(all: readonly Of[], work: (one: Of) => Promise<Gives>): Promise<Gives[]> {
  const given: Gives[] = [];
  for (const one of all) given.push(await work(one));
  return given;
}
