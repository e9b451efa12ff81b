/** Entries of NO_PROXY. */
export function noProxyEntries(list: string | undefined): string[] {
  return (list ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** NO_PROXY as the SDK for JavaScript reads it: exact hosts and `.suffix`, nothing else (chain.md section 4.6). */
export function isExemptExactly(entries: readonly string[], host: string): boolean {
  return entries.some((entry) => (entry.startsWith(".") ? `.${host}`.endsWith(entry) : entry === host));
}

/** NO_PROXY as Python's requests and Go's httpproxy read it: all, a range, or a name and what is below it. */
export function isExemptByRange(entries: readonly string[], host: string): boolean {
  return entries.some((entry) => matches(entry, host));
}

function matches(entry: string, host: string): boolean {
  if (entry === "*") return true;
  const address = ipv4(host);
  const [base = "", bits = ""] = entry.split("/");
  const start = ipv4(base);
  if (start !== undefined && /^\d{1,2}$/.test(bits)) {
    const size = 2 ** (32 - Number(bits));
    return address !== undefined && Math.floor(address / size) === Math.floor(start / size);
  }
  const name = entry.replace(/^\./, "").toLowerCase();
  return host === name || (address === undefined && host.endsWith(`.${name}`));
}

/** An IPv4 address as a number, `undefined` for any other text. */
function ipv4(text: string): number | undefined {
  const parts = text.split(".").map(Number);
  const isAddress = parts.length === 4 && /^[\d.]+$/.test(text) && parts.every((part) => part <= 255);
  return isAddress ? parts.reduce((number, part) => number * 256 + part, 0) : undefined;
}
