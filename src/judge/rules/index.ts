import type { Rule } from "../finding.ts";
import { access, cutTargets, undiscovered } from "./access.ts";
import {
  confirmation,
  disagreement,
  incompleteEnvironment,
  namedIdentity,
  shadowing,
  tokenCredentials,
} from "./chain.ts";
import { hiddenConsole, identityNotEnabled } from "./console.ts";
import { entraRefusals, loginUnreachable } from "./entra.ts";
import {
  damagedVariables,
  emptyVariables,
  misnamedVariables,
  unusualAuthority,
  unusualEndpoints,
} from "./environment.ts";
import { arcKeyUnreadable, endpointUnreachable, idsRefused } from "./endpoint.ts";
import { inputFiles, passwordLogin } from "./inputs.ts";
import { clockSkew, crashes, opaqueTokens, tlsCheck } from "./machine.ts";
import { metadataAbsent, metadataRecovered, metadataRefusals, onlyUserAssigned } from "./metadata.ts";
import { toolLogins } from "./tools.ts";
import { otherUser, otherVariables } from "./process.ts";
import { bypassedEndpoints, otherTenants, untestedLogins } from "./reach.ts";

/** All rules, in the order of the story: the first finding of the highest level is the primary cause. */
export const rules: readonly Rule[] = [
  hiddenConsole,
  tokenCredentials,
  damagedVariables,
  misnamedVariables,
  unusualAuthority,
  unusualEndpoints,
  inputFiles,
  entraRefusals,
  loginUnreachable,
  incompleteEnvironment,
  namedIdentity,
  identityNotEnabled,
  toolLogins,
  metadataRefusals,
  metadataAbsent,
  idsRefused,
  endpointUnreachable,
  arcKeyUnreadable,
  shadowing,
  emptyVariables,
  disagreement,
  otherVariables,
  access,
  bypassedEndpoints,
  otherTenants,
  untestedLogins,
  otherUser,
  passwordLogin,
  clockSkew,
  tlsCheck,
  cutTargets,
  undiscovered,
  confirmation,
  metadataRecovered,
  onlyUserAssigned,
  opaqueTokens,
  crashes,
];
