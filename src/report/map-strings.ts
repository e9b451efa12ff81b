/** Where in a report a string stands. */
export interface Place {
  /** JSON pointer of the string; for the name of a property, of the object that has it. Made when it is asked for. */
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
  return mapValue(value, new Spot(undefined, "", ""), change) as T;
}

/** A place, as a step from the one that it lies in: of most places nobody wants the pointer. */
class Spot implements Place {
  readonly #parent: Spot | undefined;
  readonly #step: string;
  readonly holder: string;

  constructor(parent: Spot | undefined, step: string, holder: string) {
    this.#parent = parent;
    this.#step = step;
    this.holder = holder;
  }

  get pointer(): string {
    if (this.#parent === undefined) return "";
    return `${this.#parent.pointer}/${this.#step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }

  /** The same place, for the names of its properties. */
  get nameless(): Place {
    return new Spot(this.#parent, this.#step, "");
  }
}

function mapValue(value: unknown, place: Spot, change: (text: string, place: Place) => string): unknown {
  if (typeof value === "string") return change(value, place);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      mapValue(item, new Spot(place, String(index), place.holder), change),
    );
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = new Map<string, unknown>();
  const { nameless } = place;
  for (const [key, item] of Object.entries(value)) {
    const name = freeName(change(key, nameless), entries);
    entries.set(name, mapValue(item, new Spot(place, name, holderOf(key, value)), change));
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
