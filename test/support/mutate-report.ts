import * as fc from "fast-check";
import { hostileText } from "./hostile-texts.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const NAMES = ["__proto__", "constructor", "toString", "schemaVersion", "links", "value", "status", "url"];

/**
 * Values that stand in no report of ours. The deep one is no deeper because changes may put six of them into one another,
 * and `structuredClone` gives up at some 2,000 levels; far deeper files are tried as text.
 */
const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(null, true, -1, 0, 1.5, 1e308, -1e308, 2 ** 53, "", [], {}, [[]], [null]),
  fc.constantFrom<Json[]>(
    JSON.parse('{"__proto__":{"polluted":true}}') as Json,
    nested(300),
    "x".repeat(200_000),
  ),
  hostileText,
);

function nested(depth: number): Json {
  let value: Json = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** One change; numbers choose the place, so that a failing report is made small again. */
interface Change {
  readonly how: "text" | "strange" | "remove" | "repeat" | "rename" | "move" | "reverse";
  readonly at: number;
  readonly text: string;
  readonly value: Json;
  readonly name: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  // Texts most of all: a report with another text in it is still one, and everything behind the schema sees it.
  how: fc.constantFrom(
    "text",
    "text",
    "text",
    "text",
    "text",
    "strange",
    "remove",
    "repeat",
    "rename",
    "move",
    "reverse",
  ),
  at: fc.nat(),
  text: hostileText,
  value: strange,
  name: fc.constantFrom(...NAMES),
});

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, { minLength: 1, maxLength: 6 });

/** A report as somebody, or an accident, may have changed it. */
export function changed(report: unknown, list: readonly Change[]): Json {
  const copy = structuredClone(report) as Json;
  for (const one of list) apply(copy, one);
  return copy;
}

/** Of a value inside a document. */
export interface Place {
  readonly holder: Record<string, Json>;
  readonly name: string;
  /** Its name, or that of the list that it stands in. */
  readonly property: string;
  /** From the top, with `*` for whichever element of a list. */
  readonly path: string;
}

function apply(root: Json, { how, at, text, value, name }: Change): void {
  const wanted = placesIn(root).filter(
    ({ holder, name: own, property }) => how !== "text" || isFreeText(holder[own], property),
  );
  const place = wanted[at % Math.max(1, wanted.length)];
  if (place === undefined) return;
  const { holder, name: own } = place;
  const held = holder[own] ?? null;
  switch (how) {
    case "text":
      holder[own] = text;
      break;
    case "strange":
      holder[own] = structuredClone(value);
      break;
    case "remove":
      Reflect.deleteProperty(holder, own);
      break;
    case "repeat":
      holder[own] = Array.isArray(held) ? [...held, ...held, ...held] : [held, held];
      break;
    case "rename":
      Reflect.deleteProperty(holder, own);
      Object.defineProperty(holder, name, {
        value: held,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      break;
    case "move":
      holder[own] = structuredClone(wanted[(at * 7) % wanted.length]?.holder[own] ?? null);
      break;
    case "reverse":
      if (Array.isArray(held)) held.reverse();
  }
}

/** Not one of a closed list, and no time. */
function isFreeText(value: Json | undefined, name: string): boolean {
  if (
    typeof value !== "string" ||
    /At$|^(?:valid(?:From|To)|timestamp|outcome|stage|id|link|level|sdk)$/.test(name)
  )
    return false;
  return !CLOSED.test(name);
}

const CLOSED =
  /^(?:verdict|confidence|kind|state|from|credential|effect|basis|winner|cloud|route|learntFrom|what|interruptedBy|end|usedBy|ids|shadowed|access|exclude|only|skip)$/;

/** Every place in a document, always in the same order. */
export function placesIn(document: unknown): readonly Place[] {
  return placesBelow(document as Json, "", "");
}

function placesBelow(value: Json, list: string, above: string): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, Json>;
  return Object.keys(holder).flatMap((name) => {
    const property = Array.isArray(value) ? list : name;
    const path = `${above}/${Array.isArray(value) ? "*" : name}`;
    return [{ holder, name, property, path }, ...placesBelow(holder[name] ?? null, property, path)];
  });
}
