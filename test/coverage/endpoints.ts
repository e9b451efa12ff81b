import type { Row } from "./row.ts";

/** Section (b) of failures.md: the endpoints of managed identities, by kind of host. */
export const endpointRows: readonly Row[] = [
  // IMDS
  {
    row: "I1",
    endings: [
      { finding: "no-identity-attached", scenario: "no-identity" },
      { finding: "client-id-not-attached", scenario: "client-id-not-attached" },
      { finding: "object-id-as-client-id", scenario: "object-id-as-client-id" },
    ],
  },
  { row: "I2", finding: "several-identities", scenario: "several-identities" },
  { row: "I3", finding: "metadata-request-changed", scenario: "metadata-header-stripped" },
  { row: "I4", finding: "resource-not-known", scenario: "metadata-audience-unknown" },
  {
    row: "I5",
    endings: [
      { finding: "metadata-behind-proxy", scenario: "metadata-behind-proxy" },
      { finding: "metadata-stranger", scenario: "metadata-proxy-400" },
    ],
  },
  {
    row: "I6",
    notVisible:
      "no link asks in that way: the SDK makes the request's address itself, and none asks port 50342 of a virtual machine",
  },
  { row: "I7", finding: "identity-not-set-up", scenario: "metadata-access-denied" },
  { row: "I8", finding: "metadata-stranger", scenario: "docker-desktop" },
  {
    row: "I9",
    endings: [
      { finding: "metadata-was-updating", scenario: "metadata-updating" },
      { finding: "metadata-updating", scenario: "metadata-not-found-lasting" },
    ],
  },
  { row: "I10", finding: "pod-identity-not-bound", scenario: "pod-identity-not-bound" },
  {
    row: "I11",
    endings: [
      { finding: "metadata-was-updating", scenario: "metadata-updating" },
      { finding: "metadata-updating", scenario: "metadata-not-found-lasting" },
    ],
  },
  { row: "I12", finding: "identity-endpoint-throttles", scenario: "metadata-throttled" },
  { row: "I13", finding: "identity-endpoint-broken", scenario: "metadata-broken" },
  { row: "I14", finding: "metadata-behind-proxy", scenario: "metadata-behind-proxy" },
  {
    row: "I15",
    endings: [
      { finding: "metadata-silent", scenario: "metadata-silent" },
      { finding: "identity-not-enabled", scenario: "app-service-identity-not-enabled" },
      { finding: "identity-not-enabled", scenario: "container-apps-not-enabled" },
    ],
  },
  {
    row: "I16",
    endings: [
      { finding: "metadata-refused", scenario: "metadata-refused" },
      { finding: "arc-variables-missing", scenario: "arc-no-variables" },
    ],
  },
  {
    row: "I17",
    endings: [
      { finding: "metadata-refused", scenario: "metadata-refused" },
      { finding: "identity-not-enabled", scenario: "app-service-identity-not-enabled" },
    ],
  },
  { row: "I18", finding: "metadata-slow", scenario: "metadata-slow" },
  {
    row: "I19",
    endings: [
      { finding: "only-user-assigned-answered", scenario: "only-user-assigned" },
      { finding: "workload-identity-not-injected", scenario: "aks-node-identity" },
    ],
  },
  { row: "I20", finding: "role-through-group", scenario: "role-through-group" },
  { row: "I21", finding: "metadata-stranger", scenario: "metadata-captive-portal" },
  { row: "I22", finding: "metadata-request-changed", scenario: "metadata-forwarded" },
  {
    row: "I23",
    notVisible: "that the machine was moved stands in the activity log; what can be seen is I13",
  },
  { row: "I24", finding: "resource-in-other-tenant", scenario: "blob-wrong-tenant" },
  // App Service
  {
    row: "W1",
    endings: [
      { finding: "identity-not-enabled", scenario: "app-service-identity-not-enabled" },
      { finding: "identity-switched-off", scenario: "app-service-msi-disabled" },
    ],
  },
  { row: "W2", finding: "kudu-container", scenario: "kudu-linux" },
  { row: "W3", finding: "client-id-not-attached", scenario: "app-service-id-not-attached" },
  {
    row: "W4",
    endings: [
      { finding: "client-id-not-attached", scenario: "app-service-id-not-attached" },
      { finding: "no-system-identity", scenario: "app-service-user-assigned-needs-id" },
    ],
  },
  {
    row: "W5",
    notVisible:
      "the SDKs that sent client_id there are older than those that credprobe runs and models; these send clientid",
  },
  { row: "W6", finding: "endpoint-secret-refused", scenario: "app-service-header-rotated" },
  {
    row: "W7",
    endings: [
      { finding: "identity-endpoint-broken", scenario: "app-service-broken" },
      { finding: "resource-not-known", scenario: "app-service-audience-unknown" },
    ],
  },
  { row: "W8", finding: "identity-endpoint-unreachable", scenario: "app-service-not-ready" },
  {
    row: "W9",
    works: "app-service-works",
    why: "the metadata address is closed there, and nothing is concluded from that",
  },
  {
    row: "W10",
    finding: "unexpected-identity",
    scenario: "app-service-other-slot",
  },
  { row: "W11", finding: "sdks-disagree", scenario: "app-service-legacy-protocol" },
  { row: "W12", finding: "client-id-not-attached", scenario: "functions-id-not-attached" },
  { row: "W13", finding: "app-has-other-variables", scenario: "process-hint" },
  { row: "W14", finding: "variable-damaged", scenario: "key-vault-reference" },
  { row: "W15", notVisible: "without a console nothing runs there" },
  // Container Apps, Container Instances
  { row: "C1", finding: "identity-not-enabled", scenario: "container-apps-not-enabled" },
  { row: "C2", finding: "identity-endpoint-unreachable", scenario: "container-apps-not-ready" },
  { row: "C3", finding: "taken-for-cloud-shell", scenario: "container-apps-taken-for-cloud-shell" },
  { row: "C4", finding: "no-system-identity", scenario: "app-service-user-assigned-needs-id" },
  {
    row: "C5",
    works: "container-instances",
    why: "traces of Service Fabric show through, and do not mislead",
  },
  // Arc
  { row: "R1", finding: "arc-key-unreadable", scenario: "arc-key-unreadable" },
  { row: "R2", finding: "arc-variables-missing", scenario: "arc-no-variables" },
  { row: "R3", finding: "identity-endpoint-unreachable", scenario: "arc-agent-stopped" },
  { row: "R4", finding: "identity-endpoint-broken", scenario: "arc-disconnected" },
  { row: "R5", finding: "arc-id-not-confirmed", scenario: "arc-user-assigned-not-confirmed" },
  { row: "R6", finding: "arc-key-elsewhere", scenario: "arc-key-elsewhere" },
  { row: "R7", finding: "arc-agent-replaced", scenario: "arc-bare-challenge" },
  { row: "R8", notVisible: "the SDK asks 127.0.0.1 whatever localhost stands for" },
  { row: "R9", finding: "arc-key-unreadable", scenario: "arc-key-unreadable" },
  // Service Fabric, Cloud Shell, Machine Learning, AKS
  { row: "S1", finding: "fabric-certificate-untrusted", scenario: "service-fabric-self-signed" },
  { row: "S2", finding: "identity-endpoint-broken", scenario: "service-fabric-broken" },
  { row: "S3", finding: "source-takes-no-ids", scenario: "service-fabric-client-id" },
  { row: "S4", finding: "fabric-identity-not-mapped", scenario: "fabric-identity-not-mapped" },
  {
    row: "S5",
    notVisible: "how the application was upgraded is not seen from inside it; what can be seen is S4",
  },
  { row: "H1", finding: "audience-not-served", scenario: "cloud-shell-audience" },
  {
    row: "H2",
    endings: [
      { finding: "managed-identity-is-user", scenario: "cloud-shell-user" },
      { finding: "source-takes-no-ids", scenario: "cloud-shell-client-id" },
    ],
  },
  { row: "M1", finding: "sdks-disagree", scenario: "machine-learning-default-identity" },
  { row: "M2", finding: "managed-identity-is-user", scenario: "machine-learning-user" },
  { row: "M3", finding: "client-id-not-attached", scenario: "machine-learning-wrong-id" },
  {
    row: "K1",
    endings: [
      { finding: "workload-identity-not-injected", scenario: "aks-label-missing" },
      { finding: "workload-identity-not-injected", scenario: "aks-node-identity" },
    ],
  },
  { row: "K2", finding: "workload-identity-incomplete", scenario: "aks-annotation-missing" },
  { row: "K3", finding: "federation-missing", scenario: "workload-identity-no-federation" },
  {
    row: "K4",
    endings: [
      { finding: "federated-token-expired", scenario: "workload-identity-token-expired" },
      { finding: "assertion-expired", scenario: "workload-identity-older-token" },
    ],
  },
  {
    row: "K5",
    endings: [
      { finding: "federated-token-unusable", scenario: "workload-identity-token-missing" },
      { finding: "federated-token-unusable", scenario: "workload-identity-token-empty" },
    ],
  },
  { row: "K6", finding: "pods-kept-from-metadata", scenario: "aks-metadata-blocked" },
  {
    row: "K7",
    endings: [
      { finding: "tenant-not-found", scenario: "tenant-unknown" },
      { finding: "authority-unusual", scenario: "authority-unknown-host" },
    ],
  },
];
