import dns from "node:dns";
import { isIP } from "node:net";
import { promisify } from "node:util";
import { lookUp } from "./name-table.ts";
import type { NameAnswer, SocketMap } from "./name-table.ts";
import { replaceFunction } from "./replace-function.ts";

type Callback = (error: Error | null, ...values: readonly unknown[]) => void;
interface Address {
  readonly address: string;
  readonly family: number;
}
type Found<T> = { readonly values: readonly T[] } | { readonly error: Error } | "silent";

/** Error numbers of libuv for `getaddrinfo` (uv/errno.h: UV_EAI_NONAME, UV_EAI_AGAIN). */
const LOOKUP_ERRNO = { ENOTFOUND: -3008, EAI_AGAIN: -3001 } as const;

/** Record types by the function that asks for them, with the name c-ares gives the call in its errors. */
const QUERIES: Readonly<Record<string, { readonly type: string; readonly syscall: string }>> = {
  resolve: { type: "A", syscall: "queryA" },
  resolve4: { type: "A", syscall: "queryA" },
  resolve6: { type: "AAAA", syscall: "queryAaaa" },
  resolveAny: { type: "ANY", syscall: "queryAny" },
  resolveCaa: { type: "CAA", syscall: "queryCaa" },
  resolveCname: { type: "CNAME", syscall: "queryCname" },
  resolveMx: { type: "MX", syscall: "queryMx" },
  resolveNaptr: { type: "NAPTR", syscall: "queryNaptr" },
  resolveNs: { type: "NS", syscall: "queryNs" },
  resolvePtr: { type: "PTR", syscall: "queryPtr" },
  resolveSoa: { type: "SOA", syscall: "querySoa" },
  resolveSrv: { type: "SRV", syscall: "querySrv" },
  resolveTlsa: { type: "TLSA", syscall: "queryTlsa" },
  resolveTxt: { type: "TXT", syscall: "queryTxt" },
  reverse: { type: "PTR", syscall: "getHostByAddr" },
  lookupService: { type: "PTR", syscall: "getnameinfo" },
};

type Table = Pick<SocketMap, "names" | "noted">;

/** Makes every name look-up of this process answer from the table. */
export function installNames(table: Table): void {
  installLookup(table);
  for (const [name, query] of Object.entries(QUERIES)) {
    const ask = (args: readonly unknown[]) => findRecords(table, name, query, args);
    for (const owner of [dns, dns.Resolver.prototype]) {
      if (!(name in owner)) continue;
      replaceFunction(owner, name, (...args: unknown[]) =>
        answerCallback(ask(args), args.at(-1), (v) => [v]),
      );
    }
    for (const owner of [dns.promises, dns.promises.Resolver.prototype]) {
      if (name in owner)
        replaceFunction(owner, name, (...args: unknown[]) => answerPromise(ask(args), (v) => v));
    }
  }
}

function installLookup(table: Table): void {
  const promised = (host: string, options?: unknown) =>
    answerPromise(findAddresses(table, host, options), (found) => (wantsAll(options) ? found : found[0]));
  const lookup = (host: string, ...rest: readonly unknown[]) => {
    const options = rest.length > 1 ? rest[0] : undefined;
    answerCallback(findAddresses(table, host, options), rest.at(-1), (found) =>
      wantsAll(options) ? [found] : [found[0]?.address, found[0]?.family],
    );
  };
  replaceFunction(dns, "lookup", Object.assign(lookup, { [promisify.custom]: promised }));
  replaceFunction(dns.promises, "lookup", promised);
}

function findAddresses(table: Table, host: string, options: unknown): Found<Address> {
  const answer = lookUp(table, host);
  if (answer === "silent") return "silent";
  if ("error" in answer) return { error: lookupError(answer.error, host) };
  const family = familyOf(options);
  const values = answer.addresses
    .map((address) => ({ address, family: isIP(address) }))
    .filter((found) => family === 0 || found.family === family);
  return values.length > 0 ? { values } : { error: lookupError("ENOTFOUND", host) };
}

function findRecords(
  table: Table,
  name: string,
  query: { readonly type: string; readonly syscall: string },
  args: readonly unknown[],
): Found<unknown> {
  const [host, second] = [String(args[0]), args[1]];
  // `resolve` alone takes the record type as its second argument.
  const type = name === "resolve" && typeof second === "string" ? second : query.type;
  const answer: NameAnswer = type === "PTR" ? { error: "ENOTFOUND" } : lookUp(table, host);
  if (answer === "silent") return "silent";
  // A name server knows an alias also where nothing stands behind it.
  if (type === "CNAME" && answer.aliases?.[0] !== undefined) return { values: [answer.aliases[0]] };
  if ("error" in answer) {
    // c-ares has no EAI_AGAIN: a name server in trouble is a failed server to it.
    const code = answer.error === "EAI_AGAIN" ? "ESERVFAIL" : answer.error;
    return { error: queryError(code, query.syscall, host) };
  }
  const values = recordsOf(answer.addresses, type, second);
  return values.length > 0 ? { values } : { error: queryError("ENODATA", query.syscall, host) };
}

function recordsOf(addresses: readonly string[], type: string, options: unknown): readonly unknown[] {
  const wanted = addresses.filter((address) =>
    type === "ANY" ? true : type === (isIP(address) === 6 ? "AAAA" : "A"),
  );
  if (type === "ANY") {
    return wanted.map((address) => ({ type: isIP(address) === 6 ? "AAAA" : "A", address, ttl: 60 }));
  }
  const withTtl = typeof options === "object" && options !== null && "ttl" in options && options.ttl === true;
  return withTtl ? wanted.map((address) => ({ address, ttl: 60 })) : wanted;
}

function answerCallback<T>(
  found: Found<T>,
  callback: unknown,
  valuesOf: (found: readonly T[]) => readonly unknown[],
): void {
  if (typeof callback !== "function")
    throw new TypeError('The "callback" argument must be of type function.');
  if (found === "silent") return void keepAlive();
  const call = callback as Callback;
  process.nextTick(() => ("error" in found ? call(found.error) : call(null, ...valuesOf(found.values))));
}

async function answerPromise<T, R>(found: Found<T>, valueOf: (found: readonly T[]) => R): Promise<R> {
  if (found === "silent") {
    keepAlive();
    return await new Promise<never>(() => {});
  }
  if ("error" in found) throw found.error;
  return valueOf(found.values);
}

/** The error of a failed `getaddrinfo`. */
export function lookupError(code: "ENOTFOUND" | "EAI_AGAIN", hostname: string): Error {
  const error = new Error(`getaddrinfo ${code} ${hostname}`);
  return Object.assign(error, { errno: LOOKUP_ERRNO[code], code, syscall: "getaddrinfo", hostname });
}

function queryError(code: string, syscall: string, hostname: string): Error {
  return Object.assign(new Error(`${syscall} ${code} ${hostname}`), {
    errno: undefined,
    code,
    syscall,
    hostname,
  });
}

/** A pending `getaddrinfo` keeps its process alive; so must one that is only simulated. Returns the end of it. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 2 ** 30);
  return () => clearInterval(timer);
}

function wantsAll(options: unknown): boolean {
  return typeof options === "object" && options !== null && "all" in options && options.all === true;
}

function familyOf(options: unknown): number {
  const family =
    typeof options === "object" && options !== null && "family" in options ? options.family : options;
  if (family === "IPv4") return 4;
  if (family === "IPv6") return 6;
  return typeof family === "number" ? family : 0;
}
