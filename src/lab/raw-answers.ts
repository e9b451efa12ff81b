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

/** The body with this after the brace it begins with; a body that is no JSON object is left as it is. */
export function withMember(answer: RawAnswer, member: Buffer | string): RawAnswer {
  const { body } = answer;
  if (body[0] !== 0x7b) return answer;
  const comma = body.subarray(1).toString("latin1").trim() === "}" ? "" : ",";
  return {
    ...answer,
    body: Buffer.concat([body.subarray(0, 1), Buffer.from(member), Buffer.from(comma), body.subarray(1)]),
  };
}

/** A document in which every text has become a number. */
export function withNumbers(answer: RawAnswer): RawAnswer {
  try {
    const swap = (_key: string, value: unknown) => (typeof value === "string" ? 42 : value);
    return withBody(answer, JSON.stringify(JSON.parse(answer.body.toString("utf8")), swap));
  } catch {
    return withBody(answer, "42");
  }
}
