/** Where an address lies; `name` is a host name, whose address only the name server knows. */
export type AddressKind = "loopback" | "link-local" | "private" | "public" | "name";

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

interface AddressRange {
  readonly kind: AddressKind;
  readonly v4: RegExp;
  readonly v6: RegExp;
}

/** RFC 1122, 3927, 1918, 6598, 4291, 4193. Hosts are as `URL` writes them: dotted decimal, or IPv6 in brackets. */
const ranges: readonly AddressRange[] = [
  { kind: "loopback", v4: /^127\./, v6: /^\[::1\]$/ },
  { kind: "link-local", v4: /^169\.254\./, v6: /^\[fe[89ab]/ },
  {
    kind: "private",
    v4: /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./,
    v6: /^\[f[cd]/,
  },
];

/**
 * Tells what kind of address a URL's host is.
 *
 * @example
 * addressKind(new URL("http://169.254.129.4:8081/msi/token").hostname); // "link-local"
 */
export function addressKind(host: string): AddressKind {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name === "localhost") return "loopback";
  const isV6 = name.startsWith("[");
  if (!isV6 && !IPV4.test(name)) return "name";
  return ranges.find(({ v4, v6 }) => (isV6 ? v6 : v4).test(name))?.kind ?? "public";
}

/** Addresses at which platforms keep their token endpoints: App Service on Linux and Container Instances use all three. */
export const LOCAL_ADDRESSES: readonly AddressKind[] = ["loopback", "link-local", "private"];
