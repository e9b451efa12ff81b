import { isGuid } from "../model/ids.ts";
import { isMasked } from "./kudu.ts";
import { urlParts } from "./url-parts.ts";
import type { VariableDefinition, VariableKind } from "./variables.ts";

/** What may be odd about a variable's value; each is told without showing the value (failures.md section c.2). */
interface Shape {
  readonly name: string;
  /** Kinds of variables that are looked at; default: all. */
  readonly kinds?: readonly VariableKind[];
  readonly test: (value: string) => boolean;
  /** Only where nothing else is odd: it says no more than that the form is wrong. */
  readonly isLast?: true;
  /** What the value has, and what it does, when it makes the value useless. */
  readonly damage?: string;
  /** The same of two variables that have it together. */
  readonly damageOfBoth?: string;
  readonly fix?: string;
  /** It is not mended by giving this variable another value. */
  readonly fixedElsewhere?: true;
}

/** Kinds whose values have no other characters than ASCII's. */
const ASCII_KINDS: readonly VariableKind[] = [
  "client-id",
  "tenant",
  "client-secret",
  "authority",
  "endpoint",
  "proxy",
];

const PLACEHOLDERS = [
  // <secret>, ${SECRET}, {{secret}}, #{secret}#, $(secret), %SECRET%, __SECRET__
  /^(<.*>|\$\{.*\}|\{\{.*\}\}|#\{.*\}#?|\$\([\w.-]+\)|%\w+%|__\w+__)$/s,
  /^(your|insert|replace|enter)[-_ ]/i,
  /^(placeholder|change[-_ ]?me|todo|tbd|x{4,}|null|undefined)$/i,
  /^0{8}-0{4}-0{4}-0{4}-0{12}$/,
];

/** Control characters, non-breaking and zero-width spaces, marks of direction; blanks and line breaks have shapes of their own. */
const INVISIBLE = /(?![ \t\r\n])[\p{Cc}\p{Cf}\p{Z}]/u;
const BYTE_ORDER_MARK = "\uFEFF";
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const TENANT = /^[0-9A-Za-z.-]+$/;
/** Names that Entra's login takes in place of a tenant. */
export const TENANT_WORDS: readonly string[] = ["common", "organizations", "consumers"];

const SET_AGAIN =
  "Set it again, without this damage, where the app's environment is set, and restart the app.";

export const shapes: readonly Shape[] = [
  { name: "masked", test: isMasked },
  {
    name: "quoted",
    test: (value) => /^\s*(["'])(.*)\1\s*$/s.test(value),
    damage:
      "is wrapped in quotation marks, which belong to it then (docker --env-file and app settings keep them)",
    fix: SET_AGAIN,
  },
  {
    name: "padded",
    // How AZURE_TOKEN_CREDENTIALS is trimmed is each SDK's own rule.
    kinds: [...ASCII_KINDS, "secret", "path", "text"],
    test: (value) => /^[ \t]|[ \t]$/.test(value),
    damage: "begins or ends with blanks, which belong to it then",
    fix: SET_AGAIN,
  },
  {
    name: "newline",
    test: (value) => /[\r\n]/.test(value),
    damage:
      "holds a line break, which belongs to it then (`echo` adds one to what becomes a Kubernetes secret)",
    fix: "Make the value again with `printf %s`, or `echo -n`, and restart the app.",
  },
  {
    name: "byte-order-mark",
    test: (value) => value.startsWith(BYTE_ORDER_MARK),
    damage: "begins with a byte order mark, which an editor put before it",
    fix: SET_AGAIN,
  },
  {
    name: "invisible",
    test: (value) => INVISIBLE.test(value.startsWith(BYTE_ORDER_MARK) ? value.slice(1) : value),
    damage:
      "holds a character that cannot be seen, such as a zero-width or non-breaking space (copied from a page)",
    fix: "Type it, or copy it by the portal's own copy button, and restart the app.",
  },
  {
    name: "non-ascii",
    kinds: ASCII_KINDS,
    test: (value) => /(?![\p{Cc}\p{Cf}\p{Z}])[^\p{ASCII}]/u.test(value),
    damage:
      "holds a character that no such value has (a letter of another script, or a typographic dash or quote)",
    fix: "Type it, or copy it by the portal's own copy button, and restart the app.",
  },
  {
    name: "placeholder",
    test: (value) => PLACEHOLDERS.some((pattern) => pattern.test(value.trim())),
    damage: "is a placeholder that nothing has filled in",
    fix: "See why the deployment left it (a variable that the pipeline does not have), or set the real value.",
  },
  {
    name: "unresolved-reference",
    test: (value) => /^\s*@Microsoft\.(KeyVault|AppConfiguration)\(/i.test(value),
    damage:
      "is a Key Vault or App Configuration reference that App Service could not resolve: the app gets the reference itself",
    fix: "See the reference's status in the portal (Environment variables): its identity needs to read that secret (role Key Vault Secrets User), and keyVaultReferenceIdentity names which identity.",
    fixedElsewhere: true,
  },
  {
    name: "braced",
    kinds: ["client-id", "tenant"],
    test: (value) => /^\{.*\}$/.test(value.trim()) && isGuid(value.trim().slice(1, -1)),
    damage: "is a GUID in braces, which Entra and the metadata service do not take",
    fix: SET_AGAIN,
  },
  {
    name: "tilde",
    kinds: ["path"],
    test: (value) => /^~(\/|$)/.test(value),
    damage:
      "begins with ~, which only a shell makes a folder of, and only where it stands without quotation marks",
    fix: "Write the whole path, where the app's environment is set, and restart the app.",
  },
  { name: "guid", kinds: ["client-secret"], test: (value) => isGuid(value.trim()) },
  // What a report does not show of a URL.
  {
    name: "with-user-info",
    kinds: ["authority", "endpoint", "proxy"],
    test: (value) => urlParts(value).userInfo !== undefined,
  },
  {
    name: "with-query",
    kinds: ["authority", "endpoint", "proxy"],
    test: (value) => urlParts(value).tail !== "",
  },
  {
    // Two values tell it: see `isSwapped`.
    name: "swapped",
    test: () => false,
    damage:
      "looks swapped with the other: AZURE_CLIENT_SECRET is a GUID, as a client id is, and AZURE_CLIENT_ID is none",
    damageOfBoth:
      "look swapped: AZURE_CLIENT_SECRET is a GUID, as a client id is, and AZURE_CLIENT_ID is none",
    fix: "Set AZURE_CLIENT_ID to the application (client) id and AZURE_CLIENT_SECRET to the secret's value, and restart the app. Make a new secret soon: this one was sent as an id, which sign-in logs show.",
    fixedElsewhere: true,
  },
  {
    name: "not-a-guid",
    kinds: ["client-id"],
    isLast: true,
    test: (value) => !isGuid(value),
    damage: "is no GUID: a client id always is one; a name or a URI is something else",
    fix: "Set it to the application (client) id that the portal shows.",
  },
  {
    name: "no-single-tenant",
    kinds: ["tenant"],
    // msal-node 5.6.0, ClientCredentialClient: missing_tenant_id_error. MSAL for Python 1.35 warns.
    test: (value) => TENANT_WORDS.includes(value.trim().toLowerCase()),
    damage:
      "names no single tenant: there people sign in, not apps (JavaScript refuses it before anything is sent)",
    fix: "Set it to the directory (tenant) id that the portal shows.",
  },
  {
    name: "not-a-tenant",
    kinds: ["tenant"],
    isLast: true,
    test: (value) => !TENANT.test(value),
    damage:
      "is neither a GUID nor a domain name: JavaScript drops the links that use it without a word, most other SDKs throw",
    fix: "Set it to the directory (tenant) id that the portal shows.",
  },
  {
    name: "not-a-url",
    kinds: ["endpoint"],
    isLast: true,
    test: (value) => !/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value),
    damage: "is no http or https URL",
    fix: "The platform sets it; remove it where the app's environment is set, and restart the app.",
    fixedElsewhere: true,
  },
  {
    name: "no-scheme",
    kinds: ["proxy"],
    isLast: true,
    test: (value) => !SCHEME.test(value),
    damage: "has no http:// before the host: Python, .NET and Go add it, JavaScript does not",
    fix: "Set it to http://host:port where the app's environment is set, and restart the app.",
  },
  {
    name: "not-a-proxy",
    kinds: ["proxy"],
    isLast: true,
    test: (value) => SCHEME.test(value) && !(/^https?:/i.test(value) && URL.canParse(value)),
    damage: "is no http or https URL of a proxy (in a password, / is written as %2F and @ as %40)",
    fix: "Set it to http://host:port, or http://user:password@host:port, where the app's environment is set, and restart the app.",
  },
  { name: "not-https", kinds: ["authority"], isLast: true, test: (value) => !/^https:\/\//i.test(value) },
  {
    name: "scheme-case",
    kinds: ["authority"],
    isLast: true,
    test: (value) => /^https:\/\//i.test(value) && !value.startsWith("https://"),
  },
  {
    name: "with-path",
    kinds: ["authority"],
    isLast: true,
    test: (value) => /^[^/]+\/+[^/]/.test(value.replace(/^https?:\/\//i, "")),
  },
];

/**
 * Names of the shapes a value has. A secret cannot be shown, so its length is told, and that it looks like a GUID:
 * `guid`, `36 characters`.
 */
export function shapesOf(
  value: string,
  { kind, secret }: Pick<VariableDefinition, "kind" | "secret">,
): string[] {
  if (isMasked(value)) return ["masked"];
  const fits = ({ kinds, test }: Shape) => kinds?.includes(kind) !== false && test(value);
  const first = shapes.filter(({ isLast }) => isLast !== true).filter(fits);
  const found = first.some(({ damage }) => damage !== undefined)
    ? first
    : [...first, ...shapes.filter(({ isLast }) => isLast === true).filter(fits)];
  const names = found.map(({ name }) => name);
  return secret ? [...names, `${value.length} characters`] : names;
}

/** What makes a value useless. */
export interface Damage {
  readonly damage: string;
  readonly damageOfBoth?: string | undefined;
  readonly fix: string;
  /** Another value mends it. */
  readonly isReset: boolean;
}

/** The shapes among these names that make a value useless. */
export function damagesOf(names: readonly string[]): Damage[] {
  return shapes.flatMap(({ name, damage, damageOfBoth, fix, fixedElsewhere }) =>
    names.includes(name) && damage !== undefined
      ? [{ damage, damageOfBoth, fix: fix ?? SET_AGAIN, isReset: fixedElsewhere !== true }]
      : [],
  );
}

/** How a shape tells the length. */
export const LENGTH = /^(\d+) characters$/;
