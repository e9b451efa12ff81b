import type { Slug } from "./findings/index.ts";
import type { Sdk } from "../model/words.ts";

interface ReleasePattern {
  readonly sdk: Sdk;
  readonly pattern: RegExp;
}

const VERSION = String.raw`v?(\d+\.\d+(?:\.\d+)?(?:-?(?:alpha|beta|preview|rc|a|b)[.\d]*)?)`;

/**
 * By what an error text, a stack or a log tells the release of the identity library: user agents of the libraries
 * (`azsdk-net-Identity/1.11.2`), names of packages and of their files. First that fits.
 */
export const RELEASES: readonly ReleasePattern[] = [
  {
    sdk: "java",
    pattern: new RegExp(String.raw`azure-identity-${VERSION}\.jar|azsdk-java-azure-identity/${VERSION}`),
  },
  {
    sdk: "dotnet",
    pattern: new RegExp(
      String.raw`azsdk-net-Identity/${VERSION}|Azure\.Identity(?:, Version=|\s|@)${VERSION}|azure\.identity[\\/]+${VERSION}[\\/]`,
    ),
  },
  {
    sdk: "javascript",
    pattern: new RegExp(String.raw`azsdk-js-identity/${VERSION}|@azure[/+]identity@${VERSION}`),
  },
  { sdk: "go", pattern: new RegExp(String.raw`azsdk-go-azidentity/${VERSION}|azidentity@${VERSION}`) },
  {
    sdk: "python",
    pattern: new RegExp(String.raw`azsdk-python-identity/${VERSION}|azure[-_]identity(?:==|-|\s)${VERSION}`),
  },
];

/** When it matters that a release does something otherwise. */
export type ReleaseMatter =
  /** AZURE_TOKEN_CREDENTIALS is set here: at all, to the name of one credential, to ManagedIdentityCredential. */
  | "token-credentials"
  | "token-credentials-name"
  | "token-credentials-managed-identity"
  /** The text says one of these. */
  | { readonly says: readonly Slug[] };

interface ReleaseRow {
  readonly sdk: Sdk;
  /** First release that does it, where earlier ones do not. */
  readonly from?: string;
  /** First release that no longer does. */
  readonly before: string;
  readonly matters: ReleaseMatter;
  /** What it does, after "This release"; whole words for a sentence. */
  readonly differs: string;
}

const NO_ENDPOINT = { says: ["metadata-silent"] } as const;
const REFUSED = { says: ["client-id-not-attached"] } as const;

const IGNORES_VARIABLE =
  "does not read AZURE_TOKEN_CREDENTIALS, which is set here: its chain is the whole one";
const KNOWS_GROUPS_ONLY =
  "takes no names of single credentials in AZURE_TOKEN_CREDENTIALS, as it has one here: its constructor throws, or its chain is another one";
const STILL_LOOKS =
  "looks for the metadata service with its short wait also where AZURE_TOKEN_CREDENTIALS names ManagedIdentityCredential; newer ones ask at once, and ask again";
const RETRIES_LOOK =
  "tries its first look at the metadata service several times: where none answers, the chain goes on late";

/**
 * What releases of the identity libraries do otherwise than newer ones (failures.md section c.9, chain.md section 1.3, the
 * libraries' own change logs).
 */
export const releases: readonly ReleaseRow[] = [
  { sdk: "python", before: "1.23.0", matters: "token-credentials", differs: IGNORES_VARIABLE },
  { sdk: "javascript", before: "4.10.0", matters: "token-credentials", differs: IGNORES_VARIABLE },
  { sdk: "java", before: "1.16.1", matters: "token-credentials", differs: IGNORES_VARIABLE },
  {
    sdk: "python",
    from: "1.23.0",
    before: "1.24.0",
    matters: "token-credentials-name",
    differs: KNOWS_GROUPS_ONLY,
  },
  {
    sdk: "javascript",
    from: "4.10.0",
    before: "4.11.0",
    matters: "token-credentials-name",
    differs: KNOWS_GROUPS_ONLY,
  },
  {
    sdk: "java",
    from: "1.16.1",
    before: "1.17.0",
    matters: "token-credentials-name",
    differs: KNOWS_GROUPS_ONLY,
  },
  // Since when these two read the variable at all was not verified.
  { sdk: "dotnet", before: "1.15.0", matters: "token-credentials-name", differs: KNOWS_GROUPS_ONLY },
  { sdk: "go", before: "1.11.0", matters: "token-credentials-name", differs: KNOWS_GROUPS_ONLY },
  { sdk: "java", before: "1.18.1", matters: "token-credentials-managed-identity", differs: STILL_LOOKS },
  { sdk: "dotnet", before: "1.16.0", matters: "token-credentials-managed-identity", differs: STILL_LOOKS },
  {
    sdk: "python",
    before: "1.14.1",
    matters: NO_ENDPOINT,
    differs:
      "waits no more than 0.3 s for the first answer of the metadata service (newer ones 1 s), and where none came it does not look again until the app starts anew",
  },
  {
    sdk: "java",
    before: "1.12.0",
    matters: NO_ENDPOINT,
    differs: "waits no more than 0.5 s for the first answer of the metadata service (newer ones 1 s)",
  },
  { sdk: "dotnet", before: "1.11.0", matters: NO_ENDPOINT, differs: RETRIES_LOOK },
  { sdk: "go", before: "1.6.0", matters: NO_ENDPOINT, differs: RETRIES_LOOK },
  {
    // azure-sdk-for-net issue 45808; the change log of 1.13.1 calls it a regression that is fixed.
    sdk: "dotnet",
    from: "1.13.0-beta.1",
    before: "1.13.1",
    matters: REFUSED,
    differs:
      "ends the whole chain when the metadata service says 400; releases before and after it go on to the next link",
  },
  {
    // azure-sdk-for-js issue 26395; the change log of 3.2.4 has the fix.
    sdk: "javascript",
    from: "3.2.3",
    before: "3.2.4",
    matters: { says: ["audience-refused"] },
    differs:
      "gives the token of the first resource that was asked for to all others: they refuse its audience",
  },
];

/** What a version says of itself, for comparing: `1.13.0-beta.1` stands before `1.13.0`. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Three numbers, then 1 for a release or 0 for what came before it, and its number. */
function partsOf(version: string): number[] {
  const [, numbers = "", before] = /^([\d.]+)(.*)$/.exec(version) ?? [];
  const [major = 0, minor = 0, patch = 0] = numbers.split(".").filter(Boolean).map(Number);
  return [major, minor, patch, before === "" ? 1 : 0, Number(/\d+$/.exec(before ?? "")?.[0] ?? 0)];
}
