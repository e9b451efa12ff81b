/** Where in a report a string stands. */
export interface Place {
  /** JSON pointer of the string; for the name of a property, of the object that has it. */
  readonly pointer: string;
  /** What names the string: its property, or `name` beside a `value`; empty for the name of a property. */
  readonly holder: string;
}

/**
 * A copy of `value` with every string changed, names of properties included. The change may make a member of a
 * closed vocabulary into free text: which words to leave alone is for `change` to know.
 */
export function mapStrings<T>(value: T, change: (text: string, place: Place) => string): T {
  // The shape is kept by construction; the type system cannot follow a walk over unknown properties.
  return mapValue(value, { pointer: "", holder: "" }, change) as T;
}

function mapValue(value: unknown, place: Place, change: (text: string, place: Place) => string): unknown {
  if (typeof value === "string") return change(value, place);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      mapValue(item, { pointer: `${place.pointer}/${index}`, holder: place.holder }, change),
    );
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const name = freeName(change(key, { pointer: place.pointer, holder: "" }), entries);
    const pointer = `${place.pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    entries.set(name, mapValue(item, { pointer, holder: holderOf(key, value) }, change));
  }
  return Object.fromEntries(entries);
}

/** Two names may become the same one; neither entry may be lost for it. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} ${count}`;
  return free;
}

function holderOf(key: string, owner: object): string {
  if (key === "value" && "name" in owner && typeof owner.name === "string") return owner.name;
  return key;
}
