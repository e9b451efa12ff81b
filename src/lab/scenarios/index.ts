import type { Scenario } from "../scenario.ts";
import { aksAnnotationMissing } from "./aks-annotation-missing.ts";
import { aksNodeIdentity } from "./aks-node-identity.ts";
import { appServiceAudienceUnknown } from "./app-service-audience-unknown.ts";
import { appServiceEndpointNotFound } from "./app-service-endpoint-not-found.ts";
import { appServiceOtherSlot } from "./app-service-other-slot.ts";
import { messageScenarios } from "./messages.ts";
import { appServiceWindows } from "./app-service-windows.ts";
import { clockAhead } from "./clock-ahead.ts";
import { clockBehind } from "./clock-behind.ts";
import { dockerDesktop } from "./docker-desktop.ts";
import { metadataAudienceUnknown } from "./metadata-audience-unknown.ts";
import { metadataBroken } from "./metadata-broken.ts";
import { metadataCaptivePortal } from "./metadata-captive-portal.ts";
import { metadataNotFoundLasting } from "./metadata-not-found-lasting.ts";
import { metadataThrottled } from "./metadata-throttled.ts";
import { objectIdAsClientId } from "./object-id-as-client-id.ts";
import { opaqueToken } from "./opaque-token.ts";
import { proxyWantsLogin } from "./proxy-wants-login.ts";
import { regionAutoDiscovery } from "./region-auto-discovery.ts";
import { resourceIdNotAttached } from "./resource-id-not-attached.ts";
import { resourceUnknown } from "./resource-unknown.ts";
import { sasInTarget } from "./sas-in-target.ts";
import { secretAndCertificate } from "./secret-and-certificate.ts";
import { tenantUnknown } from "./tenant-unknown.ts";
import { tlsInspected } from "./tls-inspected.ts";
import { tlsInterceptedLogin } from "./tls-intercepted-login.ts";
import { tlsInterceptedTarget } from "./tls-intercepted-target.ts";
import { tokenCredentialsDeadEndpoint } from "./token-credentials-dead-endpoint.ts";
import { tokenCredentialsProd } from "./token-credentials-prod.ts";
import { tokenCredentialsDev } from "./token-credentials-dev.ts";
import { tokenCredentialsUpperCase } from "./token-credentials-upper-case.ts";
import { tokenCredentialsPadded } from "./token-credentials-padded.ts";
import { tokenCredentialsEmpty } from "./token-credentials-empty.ts";
import { tokenCredentialsBroker } from "./token-credentials-broker.ts";
import { tokenCredentialsOption } from "./token-credentials-option.ts";
import { tokenCredentialsEnvironment } from "./token-credentials-environment.ts";
import { tokenCredentialsNonsense } from "./token-credentials-nonsense.ts";
import { tenantMalformed } from "./tenant-malformed.ts";
import { emptyTenant } from "./empty-tenant.ts";
import { emptyAppId } from "./empty-app-id.ts";
import { emptyCertificatePath } from "./empty-certificate-path.ts";
import { passwordWithoutTenant } from "./password-without-tenant.ts";
import { certificateAndPassword } from "./certificate-and-password.ts";
import { proxyGone } from "./proxy-gone.ts";
import { proxyWithoutScheme } from "./proxy-without-scheme.ts";
import { podIdentityLeftBehind } from "./pod-identity-left-behind.ts";
import { machineLearningDefaultIdentity } from "./machine-learning-default-identity.ts";
import { emptySecret } from "./empty-secret.ts";
import { excludeManagedIdentity } from "./exclude-managed-identity.ts";
import { userAssignedByResourceId } from "./user-assigned-by-resource-id.ts";
import { userAssignedByObjectId } from "./user-assigned-by-object-id.ts";
import { resourceIdAndClientId } from "./resource-id-and-client-id.ts";
import { allProxyOnly } from "./all-proxy-only.ts";
import { httpsProxyOnly } from "./https-proxy-only.ts";
import { noProxyAsterisk } from "./no-proxy-asterisk.ts";
import { noProxyRange } from "./no-proxy-range.ts";
import { accountNotFound } from "./account-not-found.ts";
import { appServiceSshEnvFromApp } from "./app-service-ssh-env-from-app.ts";
import { appServiceIdentityNotEnabled } from "./app-service-identity-not-enabled.ts";
import { appServiceMsiDisabled } from "./app-service-msi-disabled.ts";
import { appServiceSlotNotEnabled } from "./app-service-slot-not-enabled.ts";
import { appServiceSshNoVariables } from "./app-service-ssh-no-variables.ts";
import { appsettingOnly } from "./appsetting-only.ts";
import { authorityWithoutScheme } from "./authority-without-scheme.ts";
import { azurePipelines } from "./azure-pipelines.ts";
import { aksLabelMissing } from "./aks-label-missing.ts";
import { certificateChain } from "./certificate-chain.ts";
import { certificateEcKey } from "./certificate-ec-key.ts";
import { certificateEncryptedWorks } from "./certificate-encrypted-works.ts";
import { certificateExpired } from "./certificate-expired.ts";
import { certificateMissing } from "./certificate-missing.ts";
import { certificateNoPassword } from "./certificate-no-password.ts";
import { certificateNotRegistered } from "./certificate-not-registered.ts";
import { certificatePfx } from "./certificate-pfx.ts";
import { certificateUnreadable } from "./certificate-unreadable.ts";
import { certificateWithoutKey } from "./certificate-without-key.ts";
import { certificateWorks } from "./certificate-works.ts";
import { appServiceWorks } from "./app-service-works.ts";
import { clientIdNotAttached } from "./client-id-not-attached.ts";
import { containerInstances } from "./container-instances.ts";
import { appServiceHeaderRotated } from "./app-service-header-rotated.ts";
import { appServiceIdNotAttached } from "./app-service-id-not-attached.ts";
import { appServiceLegacyProtocol } from "./app-service-legacy-protocol.ts";
import { appServiceUserAssignedNeedsId } from "./app-service-user-assigned-needs-id.ts";
import { arcAgentStopped } from "./arc-agent-stopped.ts";
import { arcNoVariables } from "./arc-no-variables.ts";
import { arcKeyUnreadable } from "./arc-key-unreadable.ts";
import { arcUserAssignedNotConfirmed } from "./arc-user-assigned-not-confirmed.ts";
import { arcWorks } from "./arc-works.ts";
import { cloudShellAudience } from "./cloud-shell-audience.ts";
import { cloudShellClientId } from "./cloud-shell-client-id.ts";
import { cloudShellUser } from "./cloud-shell-user.ts";
import { containerAppsNotReady } from "./container-apps-not-ready.ts";
import { containerAppsWorks } from "./container-apps-works.ts";
import { containerMissing } from "./container-missing.ts";
import { envFromFile } from "./env-from-file.ts";
import { developerMachineNothing } from "./developer-machine-nothing.ts";
import { emptyClientId } from "./empty-client-id.ts";
import { developerAzExpired } from "./developer-az-expired.ts";
import { developerAz } from "./developer-az.ts";
import { developerNotLoggedIn } from "./developer-not-logged-in.ts";
import { developerTwoTools } from "./developer-two-tools.ts";
import { expiredSecret } from "./expired-secret.ts";
import { githubActions } from "./github-actions.ts";
import { keyVaultReference } from "./key-vault-reference.ts";
import { kuduLinuxServicePrincipal } from "./kudu-linux-service-principal.ts";
import { kuduLinux } from "./kudu-linux.ts";
import { kuduWindows } from "./kudu-windows.ts";
import { leftoverSecret } from "./leftover-secret.ts";
import { lowerCaseNames } from "./lower-case-names.ts";
import { storageOtherCloud } from "./storage-other-cloud.ts";
import { functionsDiscoverNamespaces } from "./functions-discover-namespaces.ts";
import { functionsDiscover } from "./functions-discover.ts";
import { functionsDiscoverRoleTooNew } from "./functions-discover-role-too-new.ts";
import { functionsWorks } from "./functions-works.ts";
import { machineLearningResourceId } from "./machine-learning-resource-id.ts";
import { machineLearningWorks } from "./machine-learning-works.ts";
import { machineLearningWrongId } from "./machine-learning-wrong-id.ts";
import { metadataBehindProxy } from "./metadata-behind-proxy.ts";
import { metadataRefused } from "./metadata-refused.ts";
import { metadataSilent } from "./metadata-silent.ts";
import { metadataUpdating } from "./metadata-updating.ts";
import { nameServerSilent } from "./name-server-silent.ts";
import { newlineSecret } from "./newline-secret.ts";
import { noIdentity } from "./no-identity.ts";
import { noisyEnvironment } from "./noisy-environment.ts";
import { onlyUserAssigned } from "./only-user-assigned.ts";
import { partialEnvironment } from "./partial-environment.ts";
import { containerFromHost } from "./container-from-host.ts";
import { processHint } from "./process-hint.ts";
import { placeholderValues } from "./placeholder-values.ts";
import { quotedSecret } from "./quoted-secret.ts";
import { roleOnContainerNamed } from "./role-on-container-named.ts";
import { roleOnContainerUnnamed } from "./role-on-container-unnamed.ts";
import { secretIdAsSecret } from "./secret-id-as-secret.ts";
import { serviceFabricClientId } from "./service-fabric-client-id.ts";
import { serviceFabricSelfSigned } from "./service-fabric-self-signed.ts";
import { serviceFabricWorks } from "./service-fabric-works.ts";
import { severalIdentities } from "./several-identities.ts";
import { storageFirewall } from "./storage-firewall.ts";
import { authorityUpperCase } from "./authority-upper-case.ts";
import { proxyQuoted } from "./proxy-quoted.ts";
import { tenantCommon } from "./tenant-common.ts";
import { swappedIdAndSecret } from "./swapped-id-and-secret.ts";
import { systemAssignedAllowed } from "./system-assigned-allowed.ts";
import { systemAssignedNoRole } from "./system-assigned-no-role.ts";
import { threeIdentities } from "./three-identities.ts";
import { tokenCredentialsManagedIdentity } from "./token-credentials-managed-identity.ts";
import { toolHangs } from "./tool-hangs.ts";
import { unknownApp } from "./unknown-app.ts";
import { unusualEndpoint } from "./unusual-endpoint.ts";
import { userAssignedByEnv } from "./user-assigned-by-env.ts";
import { userAssignedByOption } from "./user-assigned-by-option.ts";
import { vmScaleSet } from "./vm-scale-set.ts";
import { usernamePassword } from "./username-password.ts";
import { workloadIdentityNoFederation } from "./workload-identity-no-federation.ts";
import { workloadIdentityTokenExpired } from "./workload-identity-token-expired.ts";
import { workloadIdentityTokenMissing } from "./workload-identity-token-missing.ts";
import { workloadIdentityWorks } from "./workload-identity-works.ts";
import { wrongSecret } from "./wrong-secret.ts";
import { endpointAnswerScenarios } from "./endpoint-answers.ts";
import { entraAnswers } from "./entra-answers.ts";
import { certificateFileScenarios } from "./certificate-files.ts";
import { damagedValueScenarios } from "./damaged-values.ts";
import { hostedAppScenarios } from "./hosted-apps.ts";
import { loginGatewayPage } from "./login-gateway-page.ts";
import { loginHostScenarios } from "./login-hosts.ts";
import { peopleScenarios } from "./people.ts";
import { podScenarios } from "./pods.ts";
import { vaultRefusalScenarios } from "./vault-refusals.ts";
import { aiSearchScenarios } from "./services/ai-search.ts";
import { armScenarios } from "./services/arm.ts";
import { toldByArmScenarios } from "./services/told-by-arm.ts";
import { appConfigurationScenarios } from "./services/app-configuration.ts";
import { containerRegistryScenarios } from "./services/container-registry.ts";
import { cosmosScenarios } from "./services/cosmos.ts";
import { foundryScenarios } from "./services/foundry.ts";
import { singleProbeScenarios } from "./services/single-probes.ts";
import { networkScenarios } from "./networks.ts";
import { databaseScenarios } from "./services/databases.ts";
import { graphScenarios } from "./services/graph.ts";
import { keyVaultScenarios } from "./services/key-vault.ts";
import { managedHsmScenarios } from "./services/managed-hsm.ts";
import { monitorScenarios } from "./services/monitor.ts";
import { openaiScenarios } from "./services/openai.ts";
import { messagingScenarios } from "./services/messaging.ts";
import { blobScenarios } from "./services/blob.ts";
import { queueScenarios } from "./services/queue.ts";
import { tableScenarios } from "./services/table.ts";
import { filesScenarios } from "./services/files.ts";
import { dataLakeScenarios } from "./services/data-lake.ts";

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
  metadataAudienceUnknown,
  metadataCaptivePortal,
  metadataNotFoundLasting,
  metadataThrottled,
  metadataBroken,
  metadataBehindProxy,
  roleOnContainerUnnamed,
  roleOnContainerNamed,
  tokenCredentialsManagedIdentity,
  tokenCredentialsDeadEndpoint,
  nameServerSilent,
  noisyEnvironment,
  kuduLinux,
  kuduLinuxServicePrincipal,
  kuduWindows,
  appServiceSshNoVariables,
  appServiceIdentityNotEnabled,
  appServiceMsiDisabled,
  appServiceSlotNotEnabled,
  quotedSecret,
  swappedIdAndSecret,
  proxyQuoted,
  tenantCommon,
  authorityUpperCase,
  newlineSecret,
  keyVaultReference,
  placeholderValues,
  lowerCaseNames,
  appsettingOnly,
  emptyClientId,
  authorityWithoutScheme,
  unusualEndpoint,
  vmScaleSet,
  containerInstances,
  githubActions,
  azurePipelines,
  developerMachineNothing,
  workloadIdentityWorks,
  workloadIdentityNoFederation,
  workloadIdentityTokenMissing,
  workloadIdentityTokenExpired,
  aksLabelMissing,
  aksNodeIdentity,
  aksAnnotationMissing,
  certificateWorks,
  certificateChain,
  certificateEncryptedWorks,
  certificateMissing,
  certificateNoPassword,
  certificatePfx,
  certificateWithoutKey,
  certificateEcKey,
  certificateExpired,
  certificateUnreadable,
  certificateNotRegistered,
  usernamePassword,
  developerAz,
  developerAzExpired,
  developerNotLoggedIn,
  developerTwoTools,
  toolHangs,
  appServiceWorks,
  tokenCredentialsProd,
  tokenCredentialsDev,
  tokenCredentialsUpperCase,
  tokenCredentialsPadded,
  tokenCredentialsEmpty,
  tokenCredentialsBroker,
  tokenCredentialsEnvironment,
  tokenCredentialsOption,
  tokenCredentialsNonsense,
  tenantMalformed,
  emptySecret,
  machineLearningDefaultIdentity,
  podIdentityLeftBehind,
  proxyWithoutScheme,
  proxyGone,
  certificateAndPassword,
  passwordWithoutTenant,
  emptyCertificatePath,
  emptyAppId,
  emptyTenant,
  excludeManagedIdentity,
  userAssignedByResourceId,
  userAssignedByObjectId,
  resourceIdAndClientId,
  httpsProxyOnly,
  allProxyOnly,
  noProxyAsterisk,
  noProxyRange,
  tlsInterceptedLogin,
  tlsInterceptedTarget,
  tlsInspected,
  clockAhead,
  clockBehind,
  proxyWantsLogin,
  regionAutoDiscovery,
  secretAndCertificate,
  objectIdAsClientId,
  dockerDesktop,
  opaqueToken,
  tenantUnknown,
  resourceIdNotAttached,
  resourceUnknown,
  sasInTarget,
  appServiceWindows,
  appServiceOtherSlot,
  appServiceSshEnvFromApp,
  processHint,
  containerFromHost,
  envFromFile,
  appServiceIdNotAttached,
  appServiceUserAssignedNeedsId,
  appServiceHeaderRotated,
  appServiceEndpointNotFound,
  appServiceAudienceUnknown,
  appServiceLegacyProtocol,
  containerAppsWorks,
  containerAppsNotReady,
  functionsWorks,
  storageOtherCloud,
  functionsDiscover,
  machineLearningResourceId,
  functionsDiscoverNamespaces,
  functionsDiscoverRoleTooNew,
  machineLearningWorks,
  machineLearningWrongId,
  cloudShellUser,
  cloudShellAudience,
  cloudShellClientId,
  serviceFabricWorks,
  serviceFabricClientId,
  serviceFabricSelfSigned,
  arcWorks,
  arcAgentStopped,
  arcNoVariables,
  arcKeyUnreadable,
  arcUserAssignedNotConfirmed,
  threeIdentities,
  ...endpointAnswerScenarios,
  loginGatewayPage,
  ...loginHostScenarios,
  ...damagedValueScenarios,
  ...certificateFileScenarios,
  ...peopleScenarios,
  ...podScenarios,
  ...hostedAppScenarios,
  ...vaultRefusalScenarios,
  ...armScenarios,
  ...toldByArmScenarios,
  ...networkScenarios,
  ...keyVaultScenarios,
  ...entraAnswers,
  ...appConfigurationScenarios,
  ...cosmosScenarios,
  ...openaiScenarios,
  ...foundryScenarios,
  ...aiSearchScenarios,
  ...singleProbeScenarios,
  ...messagingScenarios,
  ...databaseScenarios,
  ...monitorScenarios,
  ...graphScenarios,
  ...managedHsmScenarios,
  ...containerRegistryScenarios,
  ...blobScenarios,
  ...queueScenarios,
  ...tableScenarios,
  ...filesScenarios,
  ...dataLakeScenarios,
  ...messageScenarios,
];

export const DEFAULT_SCENARIO = "leftover-secret";

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
