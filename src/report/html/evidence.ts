import type { SealedReport } from "../seal.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { WORDS } from "./words.ts";

/** What of a report is evidence, or needed to follow it; all else is shown whole elsewhere in the page. */
const ROOTS = [
  ...["links", "targets", "chains", "host", "environment"],
  ...["invocation", "confirmation", "messageReading", "waited", "tool"],
] as const satisfies readonly (keyof SealedReport)[];

/** All of the evidence, folded: an entry for each link, target and so on, with an anchor for each object and list. */
export function evidenceBody(report: SealedReport): Part {
  return [
    markup`<p>${WORDS.evidenceIntro}</p>\n`,
    ...ROOTS.map((root) => {
      const value: unknown = report[root];
      if (!isContainer(value)) return undefined;
      const pointer = `/${root}`;
      const body = Array.isArray(value)
        ? value.map((item: unknown, index) => folded(item, `${pointer}/${index}`, String(index)))
        : treeOf(value, pointer);
      return markup`<details class="root" id="${anchorOf(pointer)}">
<summary><h3>${root}</h3>${Array.isArray(value) && ` (${value.length})`}</summary>
${body}</details>
`;
    }),
  ];
}

/**
 * A link to where the evidence of a JSON pointer stands: at itself, or at what holds it.
 *
 * @param said The text of the link; the pointer with the name of what stands there unless given.
 */
export function evidenceLink(report: SealedReport, pointer: string, said?: string): Part {
  const found = nearest(report, pointer);
  const text =
    said ?? `${pointer.slice(1)}${found === undefined || found.name === "" ? "" : `: ${found.name}`}`;
  if (found === undefined) return markup`<code>${text}</code>`;
  return markup`<a href="#${anchorOf(found.pointer)}">${text}</a>`;
}

/** The deepest object or list of the evidence on the way to a pointer. */
function nearest(report: SealedReport, pointer: string): { pointer: string; name: string } | undefined {
  const [, root, ...steps] = pointer.split("/");
  const known = ROOTS.find((name) => name === root);
  const top: unknown = known === undefined ? undefined : report[known];
  if (!isContainer(top)) return undefined;
  let value: object = top;
  let at = `/${root}`;
  let name = "";
  for (const step of steps) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const next: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    if (!isContainer(next)) break;
    value = next;
    at += `/${step}`;
    name = nameOf(next) || name;
  }
  return { pointer: at, name };
}

/** The id of the element that shows what a pointer means. Different pointers have different ids. */
function anchorOf(pointer: string): string {
  return `at${pointer.replaceAll(/[^A-Za-z0-9/-]/gu, (sign) => `_${sign.codePointAt(0)}_`).replaceAll("/", ".")}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function folded(item: unknown, pointer: string, index: string): Markup {
  const name = nameOf(item);
  return markup`<details id="${anchorOf(pointer)}">
<summary>${index}${name !== "" && `: ${name}`}</summary>
${treeOf(item, pointer)}</details>
`;
}

function treeOf(value: unknown, pointer: string): Part {
  if (!isContainer(value)) return scalar(value);
  if (Array.isArray(value)) return listOf(value, pointer);
  const entries = Object.entries(value);
  if (entries.length === 0) return markup`<p class="empty">{}</p>`;
  return markup`<dl class="tree">
${entries.map(([key, item]) => entryOf(key, item, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`))}</dl>
`;
}

function entryOf(key: string, item: unknown, pointer: string): Markup {
  const anchor = isContainer(item) && markup` id="${anchorOf(pointer)}"`;
  return markup`<dt>${key}</dt><dd${anchor}>${treeOf(item, pointer)}</dd>
`;
}

function listOf(items: readonly unknown[], pointer: string): Part {
  if (items.length === 0) return markup`<p class="empty">[]</p>`;
  if (!items.some(isContainer)) return items.map(scalar).map((one) => markup`<p>${one}</p>`);
  return markup`<ol start="0">
${items.map(
  (
    item,
    index,
  ) => markup`<li${isContainer(item) && markup` id="${anchorOf(`${pointer}/${index}`)}"`}>${treeOf(item, `${pointer}/${index}`)}</li>
`,
)}</ol>
`;
}

function scalar(value: unknown): Markup {
  const text = String(value);
  return text.includes("\n") ? markup`<pre>${text}</pre>` : markup`${text}`;
}

/** What an object is known by, where it has such a name. */
function nameOf(value: unknown): string {
  if (!isContainer(value)) return "";
  const part = (key: string): string => {
    const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return typeof found === "string" ? found : "";
  };
  const [first = ""] = [
    part("id"),
    [part("sdk"), part("credential")].filter((text) => text !== "").join(" "),
    [part("method"), part("url")].filter((text) => text !== "").join(" "),
    [part("link"), part("level") || part("effect")].filter((text) => text !== "").join(" "),
    ...["name", "stage", "setting", "what", "scope"].map(part),
  ].filter((text) => text !== "");
  return first;
}
