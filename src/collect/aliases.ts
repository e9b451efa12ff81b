import { promises as dns } from "node:dns";
import { escapeText } from "../model/escape-text.ts";

/** Aliases explain an address and decide nothing: a name server that does not answer is not waited for longer. */
const PATIENCE_MS = 2000;
const LONGEST_CHAIN = 8;
const LONGEST_NAME = 253;
/** Codes by which a name server says that a chain of aliases ends here. */
const ENDS: readonly (string | undefined)[] = ["ENODATA", "ENOTFOUND"];

/** How following a chain ended: at its end, by an error of the name server, or without any answer. */
type Ending = "end" | "error" | "late";

/** Set when a question got no answer at all: with many targets each would wait for it anew. */
let isMute = false;

/**
 * The names that a host's name leads to, one after the other. `undefined` where the name server cannot be asked: a
 * system may resolve names in other ways, so that is no failure.
 */
export async function aliasesOf(host: string, timeoutMs: number): Promise<string[] | undefined> {
  if (isMute) return undefined;
  const patience = Math.min(timeoutMs, PATIENCE_MS);
  const resolver = new dns.Resolver({ timeout: patience, tries: 1 });
  const found: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => resolve("late"), patience);
  });
  const ending = await Promise.race([follow(resolver, host, found), late]);
  clearTimeout(timer);
  resolver.cancel();
  if (ending === "late") isMute = true;
  return ending === "end" || found.length > 0 ? [...found] : undefined;
}

/** Follows a chain of aliases; what is found goes into `found`. */
async function follow(resolver: dns.Resolver, host: string, found: string[]): Promise<Ending> {
  let name = host;
  while (found.length < LONGEST_CHAIN) {
    try {
      const [next] = await resolver.resolveCname(name);
      if (next === undefined) return "end";
      const alias = escapeText(next.toLowerCase(), LONGEST_NAME);
      if (found.includes(alias)) return "end";
      found.push(alias);
      name = next;
    } catch (error) {
      const { code } = error as { code?: string };
      if (ENDS.includes(code)) return "end";
      return code === "ETIMEOUT" ? "late" : "error";
    }
  }
  return "end";
}
