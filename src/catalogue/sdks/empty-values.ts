import type { AfterEffect } from "../managed-identity-sources.ts";
import type { AfterRow } from "./sdk-model.ts";

const APP = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID"] as const;

/** The forms of a service principal in the order in which they are looked for; a form counts by its variables. */
const FORMS = [
  { variables: [...APP, "AZURE_CLIENT_SECRET"], without: [] },
  { variables: [...APP, "AZURE_CLIENT_CERTIFICATE_PATH"], without: ["AZURE_CLIENT_SECRET"] },
] as const;

/**
 * For SDKs to which a variable of the service principal that is set to nothing counts as set, so that the form is chosen
 * and then fails (measured: azure-identity 1.27 for Python, 1.19 for Java).
 */
export function emptyIsSet(effect: AfterEffect, what: string): AfterRow[] {
  return FORMS.flatMap(({ variables, without }) =>
    variables.map((empty): AfterRow => ({
      member: "environment",
      when: [
        `empty:${empty}`,
        ...variables.map((name) => `present:${name}`),
        ...without.map((name) => `unset:${name}`),
      ],
      effect,
      why: `${empty} is set to nothing: ${what}`,
    })),
  );
}

/** For SDKs that sign a user in without AZURE_TENANT_ID, where JavaScript finds nothing configured. */
export const PASSWORD_WITHOUT_TENANT: AfterRow = {
  member: "environment",
  when: ["not-configured", "present:AZURE_CLIENT_ID", "present:AZURE_USERNAME", "present:AZURE_PASSWORD"],
  effect: "unknown",
  why: "it signs the user in without AZURE_TENANT_ID; what Entra would answer was not observed",
};
