import type { Effect } from "../../model/words.ts";
import { markup, type Markup } from "./markup.ts";

type Draw = (x: number, y: number) => Markup;

/** A shape of its own for each effect: none is told by its colour alone. */
const GLYPHS: Readonly<Record<Effect, Draw>> = {
  won: (x, y) =>
    markup`<circle class="mark won" cx="${x}" cy="${y}" r="11"/><path class="sign" d="M${x - 5} ${y}l4 4l6 -8"/>`,
  stopped: (x, y) =>
    markup`<rect class="mark stopped" x="${x - 10}" y="${y - 10}" width="20" height="20" rx="3"/><path class="sign" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"/>`,
  passed: (x, y) =>
    markup`<circle class="mark open" cx="${x}" cy="${y}" r="9"/><path class="sign dark" d="M${x - 4} ${y - 2}l4 4l4 -4"/>`,
  "not-reached": (x, y) => markup`<circle class="mark open faint" cx="${x}" cy="${y}" r="4"/>`,
  excluded: (x, y) =>
    markup`<circle class="mark open faint" cx="${x}" cy="${y}" r="9"/><path class="sign dark" d="M${x - 6} ${y + 6}l12 -12"/>`,
  "not-in-chain": (x, y) => markup`<path class="mark dash" d="M${x - 7} ${y}h14"/>`,
  unknown: (x, y) =>
    markup`<circle class="mark open unclear" cx="${x}" cy="${y}" r="10"/><text class="question" x="${x}" y="${y + 5}" text-anchor="middle">?</text>`,
};

export function effectGlyph(effect: Effect, x: number, y: number): Markup {
  return GLYPHS[effect](x, y);
}

/** The glyph by itself, as a legend shows it; the word beside it says what it means. */
export function legendGlyph(effect: Effect): Markup {
  return markup`<svg class="glyph" aria-hidden="true" width="24" height="24" viewBox="0 0 24 24">${effectGlyph(effect, 12, 12)}</svg>`;
}
