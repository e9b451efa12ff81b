import { STATUS_CODES } from "node:http";

/** A whole answer over HTTP, before anything is done to it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** What is done on a connection, one after the other. `slowly`: a byte at a time, each long after the one before it. */
export type Step = Buffer | { readonly slowly: Buffer } | { readonly forever: Buffer } | "reset" | "end";

const END = "\r\n";

/** Status line and headers, as they are sent; the connection ends with the answer. */
export function headOf({ status, headers }: RawAnswer): Buffer {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}`;
  return Buffer.from([first, ...lines, "Connection: close", "", ""].join(END));
}

/** All of an answer, with the length of its body. */
export function whole(answer: RawAnswer): readonly Step[] {
  return [headOf(withLength(answer)), answer.body, "end"];
}

export function withLength(answer: RawAnswer): RawAnswer {
  return withHeaders(answer, { "content-length": String(answer.body.length) });
}

/** The body then lasts as long as the connection. */
export function withoutLength(answer: RawAnswer): RawAnswer {
  const { "content-length": _, ...headers } = withHeaders(answer, {}).headers;
  return { ...answer, headers };
}

/** With these headers in place of those of the same name; names are compared in lower case. */
export function withHeaders(answer: RawAnswer, headers: RawAnswer["headers"]): RawAnswer {
  const own = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...answer, headers: { ...Object.fromEntries(own), ...headers } };
}

export function withBody(answer: RawAnswer, body: string | Buffer, type?: string): RawAnswer {
  const typed = type === undefined ? answer : withHeaders(answer, { "content-type": type });
  return { ...typed, body: Buffer.from(body) };
}

/** One more member of a document, as either kind writes it. */
export interface Member {
  readonly json: Buffer | string;
  readonly xml: Buffer | string;
}

/** The first tag of a document, behind what may stand in front of it. */
const ROOT = /^(?:\u{ef}\u{bb}\u{bf})?\s*(?:<\?[^>]*\?>\s*)?<[^<>!?/]+>/u;

/** The body with this behind the brace or the tag that it begins with; a body that is no document is left as it is. */
export function withMember(answer: RawAnswer, { json, xml }: Member): RawAnswer {
  const { body } = answer;
  const text = body.toString("latin1");
  if (text.startsWith("{")) {
    const comma = text.slice(1).trim() === "}" ? "" : ",";
    return withBody(answer, withInside(body, 1, [json, comma]));
  }
  const root = ROOT.exec(text);
  return root === null ? answer : withBody(answer, withInside(body, root[0].length, [xml]));
}

function withInside(body: Buffer, at: number, parts: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat([body.subarray(0, at), ...parts.map((one) => Buffer.from(one)), body.subarray(at)]);
}

/** A document in which every text has become a number; one that has no text is a number. */
export function withNumbers(answer: RawAnswer): RawAnswer {
  const { body } = answer;
  let changed = 0;
  const swap = (_key: string, value: unknown) => {
    if (typeof value !== "string") return value;
    changed += 1;
    return 42;
  };
  try {
    const swapped = JSON.stringify(JSON.parse(body.toString("utf8")), swap);
    return withBody(answer, changed === 0 ? "42" : swapped);
  } catch {
    return withBody(answer, "42");
  }
}
