import { createHmac } from "node:crypto";
import { addressKind } from "../catalogue/address-kind.ts";

/** What stands for what: the same text and salt give the same pseudonym; without the salt nobody can try out guesses. */
export interface Pseudonyms {
  readonly guid: (original: string) => string;
  /** Fits wherever Azure takes names: letters and digits, a letter first, not too long for a storage account. */
  readonly name: (original: string) => string;
  readonly address: (original: string) => string;
}

/** Marks the GUIDs that are none; nothing else begins so. */
const GUID_START = "00000000";

/** Whether a GUID is a pseudonym, or nobody's. */
export function isPseudonym(guid: string): boolean {
  return guid.startsWith(GUID_START);
}

export function pseudonymsFor(salt: string): Pseudonyms {
  const digest = (kind: string, original: string): Buffer =>
    createHmac("sha256", salt).update(`${kind}\0${original.toLowerCase()}`).digest();
  return {
    guid(original) {
      const plain = original.replaceAll("-", "");
      const hex = digest("guid", plain).toString("hex");
      const parts = [GUID_START, hex.slice(0, 4), `4${hex.slice(4, 7)}`, `8${hex.slice(7, 10)}`];
      const guid = [...parts, hex.slice(10, 22)].join("-");
      return original.includes("-") ? guid : guid.replaceAll("-", "");
    },
    name: (original) => `anon${digest("name", original).toString("hex").slice(0, 10)}`,
    address: (original) => addressLike(original.toLowerCase(), digest("address", original)),
  };
}

/** An address of the same kind: private ones stay private, in the same range, and public ones public. */
function addressLike(original: string, digest: Buffer): string {
  const [a = 0, b = 0, c = 0] = digest;
  if (!original.includes(":")) {
    const kind = addressKind(original);
    const [first = "", second = ""] = original.split(".");
    // 198.18.0.0/15 is for benchmarks and never somebody's (RFC 2544).
    if (kind === "public") return `198.${18 + (a % 2)}.${b}.${c}`;
    if (first === "10") return `10.${a}.${b}.${c}`;
    // The last one keeps off the addresses of the platform's own services.
    return `${first}.${second}.${b % 250}.${c % 250}`;
  }
  const tail = digest.toString("hex").slice(0, 8);
  const start = /^f[cd]/.test(original) ? "fd00" : /^fe[89ab]/.test(original) ? "fe80" : "2001:db8";
  return `${start}::${tail.slice(0, 4)}:${tail.slice(4)}`;
}
