import type { Rule } from "../finding.ts";
import { access } from "./access.ts";
import {
  confirmation,
  disagreement,
  excludedLinks,
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
  regionAutoDiscovery,
  unusualAuthority,
  unusualEndpoints,
} from "./environment.ts";
import {
  arcIdNotConfirmed,
  arcKeyUnreadable,
  arcVariablesMissing,
  endpointUnreachable,
  idsRefused,
} from "./endpoint.ts";
import { ignoredCertificate, inputFiles, passwordLogin } from "./inputs.ts";
import { ipv6Lost } from "./ipv6.ts";
import { unexpectedIdentity } from "./expectation.ts";
import { clockSkew, crashes, opaqueTokens, tlsCheck } from "./machine.ts";
import {
  metadataAbsent,
  endpointReset,
  metadataRecovered,
  metadataRefusals,
  metadataSlow,
  noProbe,
  onlyUserAssigned,
  personAnswers,
} from "./metadata.ts";
import { shortLimits } from "./limits.ts";
import { silentNameServer } from "./names.ts";
import { openLogins } from "./logins.ts";
import { lackedOption } from "./options.ts";
import { proxyUses } from "./proxies.ts";
import { fabricCertificate, interceptedTls } from "./tls.ts";
import { cutTargets, undiscovered } from "./targets.ts";
import { toolLogins } from "./tools.ts";
import { incompleteWorkloadIdentity, notInjected } from "./workload-identity.ts";
import { otherNetwork, otherUser, otherVariables } from "./process.ts";
import { bypassedEndpoints, otherTenants, reachedFromKudu, unaskablePermissions } from "./reach.ts";

/** All rules, in the order of the story: the first finding of the highest level is the primary cause. */
export const rules: readonly Rule[] = [
  hiddenConsole,
  otherVariables,
  tokenCredentials,
  excludedLinks,
  lackedOption,
  damagedVariables,
  misnamedVariables,
  unusualAuthority,
  regionAutoDiscovery,
  unusualEndpoints,
  inputFiles,
  interceptedTls,
  shortLimits,
  silentNameServer,
  entraRefusals,
  loginUnreachable,
  incompleteEnvironment,
  incompleteWorkloadIdentity,
  notInjected,
  namedIdentity,
  identityNotEnabled,
  toolLogins,
  metadataRefusals,
  metadataAbsent,
  metadataSlow,
  noProbe,
  idsRefused,
  endpointUnreachable,
  arcKeyUnreadable,
  arcIdNotConfirmed,
  fabricCertificate,
  unexpectedIdentity,
  shadowing,
  emptyVariables,
  arcVariablesMissing,
  disagreement,
  otherNetwork,
  otherTenants,
  access,
  bypassedEndpoints,
  openLogins,
  unaskablePermissions,
  reachedFromKudu,
  otherUser,
  passwordLogin,
  ignoredCertificate,
  clockSkew,
  ipv6Lost,
  proxyUses,
  tlsCheck,
  cutTargets,
  undiscovered,
  confirmation,
  metadataRecovered,
  endpointReset,
  onlyUserAssigned,
  personAnswers,
  opaqueTokens,
  crashes,
];
