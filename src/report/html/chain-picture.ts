import type { Link } from "../../model/report.ts";
import type { SealedReport } from "../seal.ts";
import { effectGlyph } from "./glyphs.ts";
import { tagsOf, type Lane, type LinkTag } from "./lanes.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { accessSummary, identityOf } from "./who.ts";
import { WORDS } from "./words.ts";

/** How the picture is laid out; both are in the page, and the style sheet shows the one that fits. */
interface Layout {
  readonly name: "wide" | "narrow";
  readonly lane: number;
  /** From the left of a lane to its line; what an SDK makes of the link is written behind it. */
  readonly line: number;
  /** Room for what is said of a link, behind the lanes. */
  readonly label: number;
  /** Where outcome and identity stand in it. */
  readonly outcome?: number;
  readonly identity?: number;
}

const NARROW: Layout = { name: "narrow", lane: 28, line: 14, label: 216 };
const WIDE: Layout = { name: "wide", lane: 108, line: 18, label: 630, outcome: 305, identity: 440 };
/** Many lanes leave no room for words beside their marks. */
const WIDE_OF_MANY: Layout = { ...WIDE, lane: 40, line: 20 };
const MOST_WITH_WORDS = 3;

const HEAD = 40;
const GAP = 14;
const ROW = { wide: 56, narrow: 54 };
const TAG_ROW = 24;
/** Advance of a character of the monospaced fonts that are asked for, at 11 and 12 pixels. */
const TAG_CHARACTER = 6.7;

interface Row {
  readonly link: Link;
  readonly tags: readonly LinkTag[];
  readonly top: number;
  readonly height: number;
}

/** The links from top to bottom, and beside them, lane by lane, where each credential goes. */
export function chainPictures(report: SealedReport, lanes: readonly Lane[]): Markup {
  const wide = lanes.length > MOST_WITH_WORDS ? WIDE_OF_MANY : WIDE;
  return markup`${[wide, NARROW].map((layout) => picture(report, lanes, layout))}`;
}

function picture(report: SealedReport, lanes: readonly Lane[], layout: Layout): Markup {
  const rows = rowsOf(report, lanes, layout);
  const last = rows.at(-1);
  const height = (last === undefined ? HEAD : last.top + last.height) + 4;
  const width = lanes.length * layout.lane + GAP + layout.label;
  const id = `chain-${layout.name}`;
  return markup`<svg class="picture ${layout.name}" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-title">${WORDS.chainTitle}</title>
<desc id="${id}-text">${lanes.map((lane) => laneText(lane))}</desc>
${rows.map((row) => rowGround(row, width))}
${lanes.map((lane, index) => laneLine(lane, rows, index * layout.lane + layout.line))}
${lanes.map((lane, index) => laneMarks(lane, rows, index * layout.lane + layout.line, layout))}
${rows.map((row) => rowLabel(report, row, lanes.length * layout.lane + GAP, layout))}
</svg>
`;
}

function rowsOf(report: SealedReport, lanes: readonly Lane[], layout: Layout): Row[] {
  let top = HEAD;
  return report.links.map((link) => {
    const tags = tagsOf(report, lanes, link.id);
    const height = ROW[layout.name] + (tags.length > 0 ? TAG_ROW : 0);
    const row = { link, tags, top, height };
    top += height;
    return row;
  });
}

function laneText({ letter, effects }: Lane): string {
  const steps = [...effects].map(([link, effect]) => `${link} ${effect}`);
  return `${WORDS.lane(letter)}: ${steps.join(", ")}. `;
}

function rowGround({ tags, top, height }: Row, width: number): Part {
  const [tag] = tags;
  return (
    tag !== undefined &&
    markup`<rect class="ground ${tag.kind}" x="1" y="${top + 1}" width="${width - 2}" height="${height - 3}" rx="6"/>`
  );
}

/** Full as far as the chain goes, dashed where it does not come any more. */
function laneLine({ effects }: Lane, rows: readonly Row[], x: number): Markup {
  const own = rows.filter(({ link }) => effects.has(link.id));
  const [first] = own;
  const end = own.findLast(
    ({ link }) => !["not-reached", "excluded", "not-in-chain"].includes(effects.get(link.id) ?? ""),
  );
  const bottom = own.at(-1);
  if (first === undefined || bottom === undefined) return markup``;
  const goes = end === undefined ? middleOf(first) : middleOf(end);
  return markup`<path class="lane" d="M${x} ${HEAD - 12}V${goes}"/>${
    middleOf(bottom) > goes && markup`<path class="lane ends" d="M${x} ${goes}V${middleOf(bottom)}"/>`
  }`;
}

function laneMarks({ letter, effects }: Lane, rows: readonly Row[], x: number, layout: Layout): Markup {
  const hasWords = layout.name === "wide" && layout.lane === WIDE.lane;
  return markup`<circle class="head" cx="${x}" cy="16" r="12"/><text class="letter" x="${x}" y="21" text-anchor="middle">${letter}</text>${rows.map(
    (row) => {
      const effect = effects.get(row.link.id);
      if (effect === undefined) return undefined;
      const y = middleOf(row);
      return markup`${effectGlyph(effect, x, y)}${
        hasWords &&
        effect !== "not-reached" &&
        markup`<text class="effect" x="${x + 16}" y="${y + 4}">${effect}</text>`
      }`;
    },
  )}`;
}

function middleOf({ top }: Row): number {
  return top + 21;
}

function rowLabel(report: SealedReport, { link, tags, top }: Row, x: number, layout: Layout): Markup {
  const { outcome, identity } = layout;
  const who = identity === undefined ? undefined : identityOf(link);
  const access = identity === undefined ? "" : accessSummary(report, link.id);
  const second = top + 40;
  let left = x;
  return markup`<text class="id" x="${x}" y="${top + 23}">${link.id}</text>${
    outcome === undefined
      ? pill(link, x, second - 12)
      : markup`<text class="name" x="${x}" y="${second}">${link.title}</text>${pill(link, x + outcome, top + 10)}`
  }${
    who !== undefined && markup`<text class="who" x="${x + (identity ?? 0)}" y="${top + 23}">${who}</text>`
  }${
    access !== "" && markup`<text class="name" x="${x + (identity ?? 0)}" y="${second}">${access}</text>`
  }${tags.map((tag) => {
    const width = widthOf(tag.text);
    const drawn = markup`<rect class="tag ${tag.kind}" x="${left}" y="${second + 10}" width="${width}" height="19" rx="9.5"/><text class="tag-text ${tag.kind}" x="${left + width / 2}" y="${second + 23.5}" text-anchor="middle">${tag.text}</text>`;
    left += width + 8;
    return drawn;
  })}`;
}

function pill({ outcome }: Link, x: number, y: number): Markup {
  const width = widthOf(outcome);
  return markup`<rect class="pill ${outcome}" x="${x}" y="${y}" width="${width}" height="18" rx="4"/><text class="pill-text ${outcome}" x="${x + width / 2}" y="${y + 13}" text-anchor="middle">${outcome}</text>`;
}

function widthOf(text: string): number {
  return Math.round(text.length * TAG_CHARACTER + 18);
}
