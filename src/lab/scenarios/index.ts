import type { Scenario } from "../scenario.ts";
import { accountNotFound } from "./account-not-found.ts";
import { appServiceSshEnvFromApp } from "./app-service-ssh-env-from-app.ts";
import { clientIdNotAttached } from "./client-id-not-attached.ts";
import { containerMissing } from "./container-missing.ts";
import { envFromFile } from "./env-from-file.ts";
import { expiredSecret } from "./expired-secret.ts";
import { leftoverSecret } from "./leftover-secret.ts";
import { metadataBehindProxy } from "./metadata-behind-proxy.ts";
import { metadataRefused } from "./metadata-refused.ts";
import { metadataSilent } from "./metadata-silent.ts";
import { metadataUpdating } from "./metadata-updating.ts";
import { nameServerSilent } from "./name-server-silent.ts";
import { noIdentity } from "./no-identity.ts";
import { noisyEnvironment } from "./noisy-environment.ts";
import { onlyUserAssigned } from "./only-user-assigned.ts";
import { partialEnvironment } from "./partial-environment.ts";
import { processHint } from "./process-hint.ts";
import { roleOnContainerNamed } from "./role-on-container-named.ts";
import { roleOnContainerUnnamed } from "./role-on-container-unnamed.ts";
import { secretIdAsSecret } from "./secret-id-as-secret.ts";
import { severalIdentities } from "./several-identities.ts";
import { storageFirewall } from "./storage-firewall.ts";
import { systemAssignedAllowed } from "./system-assigned-allowed.ts";
import { systemAssignedNoRole } from "./system-assigned-no-role.ts";
import { tokenCredentialsManagedIdentity } from "./token-credentials-managed-identity.ts";
import { unknownApp } from "./unknown-app.ts";
import { userAssignedByEnv } from "./user-assigned-by-env.ts";
import { userAssignedByOption } from "./user-assigned-by-option.ts";
import { wrongSecret } from "./wrong-secret.ts";

/** All scenarios; the first is the one that is shown when none is named. */
export const scenarios: readonly Scenario[] = [
  leftoverSecret,
  systemAssignedAllowed,
  systemAssignedNoRole,
  noIdentity,
  userAssignedByOption,
  userAssignedByEnv,
  clientIdNotAttached,
  severalIdentities,
  onlyUserAssigned,
  partialEnvironment,
  wrongSecret,
  secretIdAsSecret,
  expiredSecret,
  unknownApp,
  storageFirewall,
  containerMissing,
  accountNotFound,
  metadataSilent,
  metadataRefused,
  metadataUpdating,
  metadataBehindProxy,
  roleOnContainerUnnamed,
  roleOnContainerNamed,
  tokenCredentialsManagedIdentity,
  nameServerSilent,
  noisyEnvironment,
  appServiceSshEnvFromApp,
  processHint,
  envFromFile,
];

export const DEFAULT_SCENARIO = "leftover-secret";

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
