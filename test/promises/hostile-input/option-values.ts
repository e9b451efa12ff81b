import * as fc from "fast-check";
import { hostileText, UNSEEN } from "../../support/hostile-texts.ts";
import { TARGET } from "./given.ts";

const GUID = "33333333-3333-3333-3333-333333333333";

/** Of each option whose text is checked, values that are taken. */
const TAKEN = {
  service: ["blob"],
  resource: ["invoices", "invoices/2026/", "$web"],
  scope: ["https://vault.azure.net/.default", `${GUID}/.default`],
  tenant: [GUID, "contoso.example"],
  envFrom: ["app", "pid:7", "app.env", "/srv/app/.env"],
  wait: ["90s", "1h"],
  managedIdentityClientId: [GUID],
  managedIdentityResourceId: [identityId("apps", "web")],
  managedIdentityObjectId: [GUID],
  workloadIdentityClientId: [GUID],
  expectClientId: [GUID],
  expectObjectId: [GUID],
} as const;

type OptionName = keyof typeof TAKEN;
type Options = Partial<Record<OptionName, string>>;

const OPTION_NAMES = Object.keys(TAKEN) as OptionName[];

/** They name one identity, and exclude one another. */
const MANAGED: readonly OptionName[] = [
  "managedIdentityClientId",
  "managedIdentityResourceId",
  "managedIdentityObjectId",
];

function identityId(group: string, name: string): string {
  return `/subscriptions/${GUID}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

function takenOption(name: OptionName): fc.Arbitrary<Options> {
  return fc.constantFrom(...TAKEN[name]).map((value) => ({ [name]: value }));
}

const UNSEEN_ALL = new RegExp(UNSEEN, "gu");

/** What can stand in a name, and what of that can be seen. */
const anyPart = hostileText.map((text) => text.replaceAll(/[/\\#?%]/g, "").slice(0, 250) || "-");
const seenPart = anyPart.map((text) => text.replaceAll(UNSEEN_ALL, "") || "-");
const hostilePart = fc.oneof(anyPart, seenPart);

/** A hostile text where an option takes any that can be seen; half of them cannot. */
export const hostileAndTaken: fc.Arbitrary<Options> = fc.oneof(
  hostileText.filter((text) => text !== "" && !text.startsWith("pid:")).map((envFrom) => ({ envFrom })),
  hostileText.map((text) => ({ envFrom: `/srv/${text}/.env` })),
  fc.tuple(hostilePart, seenPart).map(([group, name]) => ({
    managedIdentityResourceId: identityId(group, name),
  })),
);

/** A hostile text in any one option, whole or behind one that would be taken: most are refused. */
export const hostileOption: fc.Arbitrary<Options> = fc
  .constantFrom(...OPTION_NAMES)
  .chain((name) =>
    fc
      .tuple(fc.constantFrom("", ...TAKEN[name]), hostileText)
      .map(([front, text]) => ({ [name]: front + text })),
  );

/** Every option hostile at once. */
export const hostileOptions: fc.Arbitrary<Options> = fc.dictionary(
  fc.constantFrom(...OPTION_NAMES),
  hostileText,
);

/** Options that are taken, beside which the one of `around` stands. */
export function amongTaken(around: fc.Arbitrary<Options>): fc.Arbitrary<Options> {
  const taken = fc
    .subarray(OPTION_NAMES, { maxLength: 3 })
    .chain((names) => fc.tuple(...names.map(takenOption)).map((all) => Object.assign({}, ...all) as Options));
  return fc.tuple(taken, around).map(([others, one]) => oneIdentity({ ...one, ...others, ...one }));
}

/** The first that names a managed identity stays. */
function oneIdentity(options: Options): Options {
  const [, ...more] = Object.keys(options).filter((name) => MANAGED.includes(name as OptionName));
  return Object.fromEntries(Object.entries(options).filter(([name]) => !more.includes(name)));
}

export const takenOptions = amongTaken(fc.constant({}));

/** A target, and a part of it that may be called almost anything. */
export const hostileResource: fc.Arbitrary<{ readonly target: string; readonly resource: string }> = fc.oneof(
  hostilePart.map((resource) => ({ target: "https://contoso.azconfig.io/", resource })),
  hostilePart.map((name) => ({ target: "https://contoso.documents.azure.com/", resource: `dbs/${name}` })),
);

/** A target with a hostile text where it takes any: what is cut off it, and what a URL leaves out. */
export const hostileAndTakenTarget: fc.Arbitrary<string> = fc.oneof(
  hostileText.map((text) => `${TARGET}?${text}`),
  hostileText.map((text) => `${TARGET}invoices#${text}`),
  hostileText.map((text) => `${TARGET}invoices?sig=${text}`),
  hostileText.map((text) => `${TARGET}${text.replaceAll(/[^\w$.~()-]/g, "")}`),
);

export const hostileTarget: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", "https://", TARGET, "https://contoso.", "sb://"), hostileText)
  .map(([front, text]) => front + text);
