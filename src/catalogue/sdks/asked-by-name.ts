import type { AfterRow } from "./sdk-model.ts";

/**
 * For SDKs that ask for a managed identity without a look before where AZURE_TOKEN_CREDENTIALS names it alone: that
 * nobody answers is an error then (measured: azidentity 1.15 for Go, azure-identity 1.19 for Java).
 */
export const ASKED_BY_NAME: readonly AfterRow[] = [["no-answer"], ["nothing-sent", "no-token"]].map(
  (words) => ({
    member: "managed-identity",
    when: ["single-name", "source:Imds", ...words],
    effect: "stopped",
  }),
);
