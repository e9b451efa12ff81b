import { isGuid } from "../model/ids.ts";
import { shapesOf, TENANT_WORDS } from "./shapes.ts";
import { urlParts } from "./url-parts.ts";
import type { VariableDefinition, VariableKind } from "./variables.ts";

type Definition = Pick<VariableDefinition, "kind" | "secret">;

/** No secret that Entra makes, or anybody should, is shorter. */
const SECRET_LENGTH = 16;
/** What stands for a part that is not shown, as in recorded URLs. */
const CUT = "...";

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i;

/** How much of a value is shown, by its kind; all of it for other kinds. */
const SHOWN: Readonly<Partial<Record<VariableKind, (value: string) => string | undefined>>> = {
  "client-id": (value) => (isGuid(bare(value)) || isUnfilled(value, "client-id") ? value : undefined),
  tenant: (value) => {
    const id = bare(value);
    const isTenant = isGuid(id) || DOMAIN.test(id) || TENANT_WORDS.includes(id.toLowerCase());
    return isTenant || isUnfilled(value, "tenant") ? value : undefined;
  },
  authority: withoutSecrets,
  endpoint: withoutSecrets,
  proxy: withoutSecrets,
  list: (value) => value.split(",").map(withoutSecrets).join(","),
};

/**
 * A variable's value as a report may show it: never a secret's, and nothing that does not belong there, for it may be
 * a secret in the wrong place. `undefined` where only its shape is told.
 */
export function shownValue(value: string, { kind, secret }: Definition): string | undefined {
  if (secret) return undefined;
  const show = SHOWN[kind];
  return show === undefined || isFromPlatform(value, kind) ? value : show(value);
}

/** Whether a value in the place of an id is long and mixed enough to be a secret. */
export function looksSecret(value: string): boolean {
  return (
    value.trim().length >= SECRET_LENGTH &&
    !isGuid(bare(value)) &&
    /[a-z]/i.test(value) &&
    // The secrets that Entra makes have digits and a tilde; those of people have signs that no name of an app has.
    /[\d~!@#$%^&*+=]/.test(value) &&
    !value.includes("://")
  );
}

/** Whether the id and the secret of a service principal stand in each other's place. */
export function isSwapped(env: Readonly<Record<string, string>>): boolean {
  const { AZURE_CLIENT_ID: id = "", AZURE_CLIENT_SECRET: secret = "" } = env;
  return isGuid(bare(secret)) && looksSecret(id);
}

/** A URL without user, password, query and fragment. */
export function withoutSecrets(value: string): string {
  const { scheme, userInfo, address, tail } = urlParts(value);
  return userInfo === undefined && tail === "" ? value : `${scheme}${address || CUT}`;
}

/** The id of a value that is quoted, braced or padded. */
function bare(value: string): string {
  return value.replace(/[\s"'{}\p{Cf}]/gu, "");
}

function isUnfilled(value: string, kind: VariableKind): boolean {
  return shapesOf(value, { kind, secret: false }).includes("placeholder") && !looksSecret(value);
}

/** A sentence, or a reference that was not resolved, in place of the value. */
function isFromPlatform(value: string, kind: VariableKind): boolean {
  const shapes = shapesOf(value, { kind, secret: false });
  return shapes.includes("masked") || shapes.includes("unresolved-reference");
}
