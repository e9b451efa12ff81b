import type { AfterRow } from "./sdk-model.ts";

/**
 * All SDKs look at the metadata service for a second or less before they ask it, unless AZURE_TOKEN_CREDENTIALS names
 * ManagedIdentityCredential alone (failures.md rows I18 and c.9): whether an app's look is one of the slow ones is luck.
 */
export const SLOW_METADATA: AfterRow = {
  member: "managed-identity",
  when: ["source:Imds", "metadata-slow-at-first", "in-chain"],
  effect: "unknown",
  why: "its short look at the metadata service may end before the answer, as the first one did here",
};
