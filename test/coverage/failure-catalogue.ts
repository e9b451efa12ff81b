import { readFileSync } from "node:fs";

/** Sections of the failure catalogue that a report can be about. */
export const SECTIONS = ["a", "b", "c", "d"] as const;
export type Section = (typeof SECTIONS)[number];

/** The catalogue that the maintainers keep beside the project; it is not part of it. */
const CATALOGUE = new URL("../../../shared/facts/failures.md", import.meta.url);

/** Tables of facts that no row of the coverage is about. */
const NO_ROWS: ReadonlySet<string> = new Set(["c.4 Cloud"]);

/**
 * Ids of the catalogue's rows by section, `undefined` where the catalogue does not lie beside the project: a code, an
 * id such as `I7`, or where a table has neither, its part and the first cells (`c.9: IMDS probe`, `d: Storage: ENOTFOUND`).
 */
export function catalogueRows(): Readonly<Record<Section, readonly string[]>> | undefined {
  let text: string;
  try {
    text = readFileSync(CATALOGUE, "utf8");
  } catch {
    return undefined;
  }
  const rows = [...rowsOf(text)];
  const of = (wanted: Section) => [
    ...new Set(rows.filter(({ section }) => section === wanted).map(({ id }) => id)),
  ];
  return { a: of("a"), b: of("b"), c: of("c"), d: of("d") };
}

function* rowsOf(text: string): Generator<{ section: Section; id: string }> {
  let section: Section | undefined;
  let part = "";
  let header: string | undefined;
  let service = "";
  for (const line of text.split("\n")) {
    const title = /^## (?:\((\w)\)|)/.exec(line);
    if (title !== null) section = SECTIONS.find((one) => one === title[1]);
    part = /^### (\w\.\d)/.exec(line)?.[1] ?? part;
    if (section === undefined) continue;
    const recipe = /^- (.*)$/.exec(line)?.[1];
    if (part === "c.6" && recipe !== undefined) yield { section, id: `c.6 recipe: ${plain(recipe)}` };
    if (!line.startsWith("|")) {
      header = undefined;
      continue;
    }
    const [first = "", second = ""] = cells(line);
    if (header === undefined) header = first;
    else if (/^-+$/.test(first) || NO_ROWS.has(`${part} ${header}`)) continue;
    else if (section === "a") for (const id of codes(first)) yield { section, id };
    else if (section === "d") {
      service = first === "" ? service : plain(first);
      yield { section, id: `${service}: ${plain(second)}` };
    } else yield { section, id: header === "id" ? first : `${part}: ${plain(first)}` };
  }
}

/** Cells of a table's line; a bar inside code is written `\|`. */
function cells(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function codes(cell: string): string[] {
  const numbers = cell.match(/\d{4,}/g);
  return numbers ?? [plain(cell)];
}

function plain(cell: string): string {
  return cell.replaceAll(/[`*]/g, "").replaceAll("\\|", "|").replaceAll(/\s+/g, " ").trim();
}
