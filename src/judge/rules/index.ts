import type { Rule } from "../finding.ts";
import { access, cutTargets } from "./access.ts";
import {
  confirmation,
  disagreement,
  incompleteEnvironment,
  namedIdentity,
  shadowing,
  tokenCredentials,
} from "./chain.ts";
import { entraRefusals, loginUnreachable } from "./entra.ts";
import { clockSkew, crashes, opaqueTokens, tlsCheck } from "./machine.ts";
import { metadataAbsent, metadataRecovered, metadataRefusals, onlyUserAssigned } from "./metadata.ts";
import { otherUser, otherVariables } from "./process.ts";

/** All rules, in the order of the story: the first finding of the highest level is the primary cause. */
export const rules: readonly Rule[] = [
  tokenCredentials,
  entraRefusals,
  loginUnreachable,
  incompleteEnvironment,
  namedIdentity,
  metadataRefusals,
  metadataAbsent,
  shadowing,
  disagreement,
  otherVariables,
  access,
  otherUser,
  clockSkew,
  tlsCheck,
  cutTargets,
  confirmation,
  metadataRecovered,
  onlyUserAssigned,
  opaqueTokens,
  crashes,
];
