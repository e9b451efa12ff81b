/** A tag of a page, in the order of the page. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A page taken apart, as strictly as our own markup is written: what is not written so throws. */
export interface PageOfHtml {
  readonly tags: readonly Tag[];
  /** What a reader sees, without the style sheet; references are read. */
  readonly text: string;
  readonly style: string;
}

const VOID = new Set(["meta", "br"]);
/** Written as `<rect .../>`, without a body. */
const EMPTY_OF_SVG = new Set(["rect", "circle", "path"]);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z-]*(?:="[^"<>]*")?)*)(\/?)>/y;

/** @throws where an element is not closed, or a bracket stands where none belongs. */
export function readPage(html: string): PageOfHtml {
  const doctype = "<!DOCTYPE html>\n";
  if (!html.startsWith(doctype)) throw new Error("no document type");
  const tags: Tag[] = [];
  const open: string[] = [];
  const texts: string[] = [];
  let style = "";
  let at = doctype.length;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    const text = html.slice(at, next < 0 ? html.length : next);
    if (open.at(-1) === "style") style += text;
    else texts.push(readReferences(text));
    if (next < 0) break;
    TAG.lastIndex = next;
    const found = TAG.exec(html);
    if (found === null) throw new Error(`no tag: ${html.slice(next, next + 80)}`);
    const [all, closing, name = "", attributes = "", empty] = found;
    if (closing !== "") {
      const opened = open.pop();
      if (opened !== name) throw new Error(`</${name}> closes <${opened}>`);
    } else {
      tags.push({ name, attributes: attributesOf(attributes) });
      if (!VOID.has(name) && empty === "") open.push(name);
      if (empty !== "" && !EMPTY_OF_SVG.has(name)) throw new Error(`<${name}/> has no end`);
    }
    at = next + all.length;
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(" ")}`);
  return { tags, text: texts.join(""), style };
}

function attributesOf(text: string): Record<string, string> {
  const all = [...text.matchAll(/ ([a-zA-Z-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(all.map(([, name = "", value = ""]) => [name, readReferences(value)]));
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function readReferences(text: string): string {
  if (/&(?!#\d+;|(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`no reference: ${text}`);
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (NAMED[name] ?? "") : String.fromCodePoint(Number(code)),
  );
}
