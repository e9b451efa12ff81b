import { markup, type Markup, type Part } from "./markup.ts";

export interface HtmlTable {
  /** Unique in the page; the container takes it as its name, too. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly HtmlRow[];
  /** Columns that hold sentences. */
  readonly long?: readonly string[];
  /** The caption is for those who cannot see that a heading stands right above. */
  readonly isCaptionHidden?: boolean;
}

interface HtmlRow {
  /** The first is the row's head. */
  readonly cells: readonly Part[];
  readonly mark?: string | undefined;
}

/** More columns than this do not fit on paper without breaks inside words. */
const MANY = 8;

/** A table in a box of its own, which scrolls where it is wider than the page, with the keyboard too. */
export function tableOf({ caption, columns, rows, long = [], isCaptionHidden = false }: HtmlTable): Markup {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table${columns.length > MANY && markup` class="many"`}>
<caption${isCaptionHidden && markup` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ cells: [head, ...others], mark }) =>
    markup`<tr${mark !== undefined && markup` class="${mark}"`}><th scope="row">${head}</th>${others.map((cell, index) => markup`<td${long.includes(columns[index + 1] ?? "") && markup` class="long"`}>${cell}</td>`)}</tr>
`,
)}</tbody>
</table>
</div>
`;
}

/** Names and values; what has no value is left out. */
export function factsOf(entries: readonly (readonly [name: string, value: Part])[]): Markup {
  const known = entries.filter(([, value]) => value !== undefined && value !== "" && value !== false);
  if (known.length === 0) return markup``;
  return markup`<dl class="facts">
${known.map(
  ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>
`;
}
