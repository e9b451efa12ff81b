import { expect, test } from "vitest";
import { HOSTILE_PIECES } from "../../support/hostile-texts.ts";
import { IS_WHOLE } from "../count.ts";
import { QUICK_READERS, slowReaders, type Reader } from "./readers.ts";
import { END, REPEATED } from "./repeated.ts";
import { savedSample } from "./saved-reports.ts";
import { trySizes } from "./try-sizes.ts";

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
  const muchOf = (readers: readonly Reader[], most: number) =>
    readers.map(({ prepare, ...reader }) => ({
      ...{ ...reader, most },
      prepare: (size: number) => prepare(piece.repeat(Math.ceil(size / piece.length)) + END),
    }));
  const { faults } = await trySizes([...muchOf(QUICK_READERS, MUCH), ...muchOf(slow, A_LOT)]);
  expect(faults).toBe("");
});
