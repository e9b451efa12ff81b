/** The parts of what may be a URL, as lenient as people are who write one into a setting. */
export interface UrlParts {
  /** `https://`, or empty: proxies and login hosts are written without it, too. */
  readonly scheme: string;
  /** User and password, without the `@` behind them. */
  readonly userInfo?: string;
  /** Host, port and path. */
  readonly address: string;
  /** Query and fragment, with the `?` or `#` before them. */
  readonly tail: string;
}

/** A host with its port, so that nothing before an `@` in the path is taken for a user. */
const HOST = /^(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;
/** What belongs to a user and a password, whose host is missing. */
const CREDENTIALS = /^[^:[\]]*:.*\D/s;

/**
 * Takes a URL apart without trusting its form: a password with an unescaped `/`, `?` or `@` ends at the last `@` all
 * the same.
 *
 * @example
 * urlParts("http://u:pa/ss@proxy:3128"); // { scheme: "http://", userInfo: "u:pa/ss", address: "proxy:3128", tail: "" }
 */
export function urlParts(text: string): UrlParts {
  const plain = text.trim().replace(/^["']+|["']+$/g, "");
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(plain)?.[0] ?? "";
  const rest = plain.slice(scheme.length);
  const first = rest.replace(/[/?#].*/s, "");
  const at = (HOST.test(first) ? rest.replace(/[?#].*/s, "") : rest).lastIndexOf("@");
  const behind = rest.slice(at + 1);
  // What begins with # is a placeholder of a pipeline (`#{proxy}#`).
  const end = behind.search(/[?#]/);
  const [address, tail] = end > 0 ? [behind.slice(0, end), behind.slice(end)] : [behind, ""];
  if (at >= 0) return { scheme, userInfo: rest.slice(0, at), address, tail };
  return CREDENTIALS.test(first)
    ? { scheme, userInfo: rest, address: "", tail: "" }
    : { scheme, address, tail };
}
