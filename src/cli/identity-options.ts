import { hasUnseen } from "../model/escape-text.ts";
import { isGuid } from "../model/ids.ts";
import type { Invocation } from "../model/report.ts";
import type { ProbeArguments } from "./probe-request.ts";
import { UsageError } from "./usage-error.ts";

type Checked = Pick<
  Invocation["options"],
  | "managedIdentityClientId"
  | "managedIdentityResourceId"
  | "managedIdentityObjectId"
  | "workloadIdentityClientId"
  | "tenantId"
>;

const IDENTITY_RESOURCE_ID =
  /^\/subscriptions\/[0-9a-f-]{36}\/resource[gG]roups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;

const TENANT = /^[0-9A-Za-z.-]+$/;

/** The options that name an identity, by their name on the command line, and what each must look like. */
const OPTIONS = [
  { key: "managedIdentityClientId", option: "managed-identity-client-id", test: isGuid, form: "a GUID" },
  {
    key: "managedIdentityResourceId",
    option: "managed-identity-resource-id",
    test: (value: string) => IDENTITY_RESOURCE_ID.test(value) && !hasUnseen(value),
    form: "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>",
  },
  { key: "managedIdentityObjectId", option: "managed-identity-object-id", test: isGuid, form: "a GUID" },
  { key: "workloadIdentityClientId", option: "workload-identity-client-id", test: isGuid, form: "a GUID" },
  {
    key: "tenantId",
    argument: "tenant",
    option: "tenant",
    test: (value: string) => TENANT.test(value),
    form: "a GUID or a domain name",
  },
] as const;

/** @throws UsageError for an id of the wrong shape, and for two ids of a managed identity at once. */
export function identityOptions(args: ProbeArguments): Checked {
  const given = OPTIONS.flatMap((row) => {
    const value = "argument" in row ? args[row.argument] : args[row.key];
    return value === undefined ? [] : [{ ...row, value }];
  });
  for (const { option, test, form, value } of given) {
    if (!test(value)) throw new UsageError(`--${option} must be ${form}`);
  }
  const managed = given.filter(({ option }) => option.startsWith("managed-identity-"));
  const [first, second] = managed;
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--${first.option} and --${second.option} name one identity twice: give one of them`,
    );
  }
  return Object.fromEntries(given.map(({ key, value }) => [key, value]));
}
