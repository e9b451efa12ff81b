import * as fc from "fast-check";
import { expect, test } from "vitest";
import { textOf } from "../../src/report/html/markup.ts";
import { timePictures } from "../../src/report/html/time-picture.ts";

/** What a letter of a tick takes at most, in the font of the picture. */
const LETTER = 7.5;

test("the texts of the ticks keep apart, and in the picture, however long the run was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000_000 }), (totalMs) => {
      const pictures = textOf(timePictures([], totalMs)).split("</svg>").slice(0, -1);
      expect(pictures).toHaveLength(2);
      for (const picture of pictures) {
        const width = Number(/ width="(\d+)"/.exec(picture)?.[1]);
        const ticks = [...picture.matchAll(/tick-text" x="([\d.]+)" y="12">([^<]+)</g)];
        expect(ticks.length).toBeGreaterThan(1);
        const ends = ticks.map(([, x, text = ""]) => Number(x) + text.length * LETTER);
        const next = [...ticks.slice(1).map(([, x]) => Number(x)), width];
        ends.forEach((end, index) => expect(end).toBeLessThanOrEqual(next[index] ?? 0));
      }
    }),
  );
});
