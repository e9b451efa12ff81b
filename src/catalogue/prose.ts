import { ENTRA_PATTERNS } from "./entra-errors.ts";
import { MASK } from "./kudu.ts";
import { CHAIN, messages, OAUTH_ERROR } from "./messages.ts";
import { METADATA_PATTERNS } from "./metadata-errors.ts";
import { toolErrors } from "./tool-errors.ts";

/**
 * All that is read out of prose, where no code, status or field tells; each has a recorded sample in its test. What
 * services say stands in their own tables (services/*.ts).
 */
export const PROSE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ...Object.entries(METADATA_PATTERNS),
  ...Object.entries(ENTRA_PATTERNS),
  ["kuduMask", MASK],
  ["chain", CHAIN],
  ["oauthError", OAUTH_ERROR],
  ...toolErrors.map(({ pattern, outcome }, index) => [`tool ${index}: ${outcome}`, pattern] as const),
  ...messages.map(({ pattern, means }) => [`message: ${means}`, pattern] as const),
];
