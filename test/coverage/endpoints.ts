import type { Row } from "./row.ts";

/** Section (b) of failures.md: the endpoints of managed identities, by kind of host. */
export const endpointRows: readonly Row[] = [
  // IMDS
  {
    row: "I1",
    endings: [
      { finding: "no-identity-attached", scenario: "no-identity" },
      { finding: "client-id-not-attached", scenario: "client-id-not-attached" },
      { finding: "client-id-not-attached", scenario: "object-id-as-client-id" },
    ],
  },
  { row: "I2", finding: "several-identities", scenario: "several-identities" },
  { row: "I3", open: "the answer bad_request_102 has no fix of its own, and no scenario gives it" },
  { row: "I4", open: "an unknown resource is told as a refused request, without its cause" },
  { row: "I5", finding: "metadata-behind-proxy", scenario: "metadata-behind-proxy" },
  {
    row: "I6",
    notVisible:
      "no link asks in that way: the SDK makes the request's address itself, and none asks port 50342 of a virtual machine",
  },
  {
    row: "I7",
    open: "401 and 403 of the metadata service have no fix of their own, and no scenario gives them",
  },
  {
    row: "I8",
    open: "the finding metadata-stranger tells a container host, and does not say what to do then (developer tools, leaving managed identity out)",
  },
  { row: "I9", open: "a 404 that lasts is told as a refused request, without its cause" },
  {
    row: "I10",
    open: "no rule knows the words of AAD Pod Identity (no azure identity found for request clientID)",
  },
  { row: "I11", finding: "metadata-was-updating", scenario: "metadata-updating" },
  { row: "I12", open: "429 of the metadata service has no finding" },
  { row: "I13", open: "a 500 that lasts has no finding of its own" },
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
      { finding: "sdks-disagree", scenario: "arc-no-variables" },
    ],
  },
  {
    row: "I17",
    endings: [
      { finding: "metadata-refused", scenario: "metadata-refused" },
      { finding: "identity-not-enabled", scenario: "app-service-identity-not-enabled" },
    ],
  },
  {
    row: "I18",
    open: "a slow first answer, at which SDKs take the machine for one without identity, has no finding; the lab's metadata service cannot delay",
  },
  { row: "I19", finding: "only-user-assigned-answered", scenario: "only-user-assigned" },
  { row: "I20", finding: "role-through-group", scenario: "role-through-group" },
  { row: "I21", open: "an answer of 200 that is a page has no scenario" },
  {
    row: "I22",
    notVisible:
      "whoever adds the header stands behind this process, and how the metadata service words that refusal is not documented",
  },
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
      { finding: "identity-not-enabled", scenario: "app-service-msi-disabled" },
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
  { row: "W6", open: "a refused identity header has no fix (read the variable in the process again)" },
  { row: "W7", open: "500 of the endpoint has no finding of its own" },
  { row: "W8", finding: "identity-endpoint-unreachable", scenario: "app-service-not-ready" },
  {
    row: "W9",
    works: "app-service-works",
    why: "the metadata address is closed there, and nothing is concluded from that",
  },
  {
    row: "W10",
    open: "that the token is another slot's needs an expected identity (--expect-object-id), which does not exist yet",
  },
  { row: "W11", finding: "sdks-disagree", scenario: "app-service-legacy-protocol" },
  { row: "W12", finding: "client-id-not-attached", scenario: "functions-id-not-attached" },
  { row: "W13", finding: "app-has-other-variables", scenario: "process-hint" },
  { row: "W14", finding: "variable-damaged", scenario: "key-vault-reference" },
  { row: "W15", notVisible: "without a console nothing runs there" },
  // Container Apps, Container Instances
  { row: "C1", finding: "identity-not-enabled", scenario: "container-apps-not-enabled" },
  { row: "C2", finding: "identity-endpoint-unreachable", scenario: "container-apps-not-ready" },
  {
    row: "C3",
    open: "405 has no fix of its own (MSI_ENDPOINT without MSI_SECRET is taken for Cloud Shell's), and no scenario gives it",
  },
  { row: "C4", finding: "no-system-identity", scenario: "app-service-user-assigned-needs-id" },
  {
    row: "C5",
    works: "container-instances",
    why: "traces of Service Fabric show through, and do not mislead",
  },
  // Arc
  { row: "R1", finding: "arc-key-unreadable", scenario: "arc-key-unreadable" },
  { row: "R2", finding: "sdks-disagree", scenario: "arc-no-variables" },
  { row: "R3", finding: "identity-endpoint-unreachable", scenario: "arc-agent-stopped" },
  { row: "R4", open: "404 and 500 of the Arc agent have no finding of their own" },
  { row: "R5", finding: "arc-id-not-confirmed", scenario: "arc-user-assigned-not-confirmed" },
  { row: "R6", open: "a key file outside the agent's folder is refused by the SDK, and no finding says so" },
  { row: "R7", open: "a challenge without the header that names the key file has no finding" },
  { row: "R8", notVisible: "the SDK asks 127.0.0.1 whatever localhost stands for" },
  { row: "R9", finding: "arc-key-unreadable", scenario: "arc-key-unreadable" },
  // Service Fabric, Cloud Shell, Machine Learning, AKS
  { row: "S1", finding: "fabric-certificate-untrusted", scenario: "service-fabric-self-signed" },
  { row: "S2", open: "500 of Service Fabric's endpoint has no scenario" },
  { row: "S3", finding: "source-takes-no-ids", scenario: "service-fabric-client-id" },
  {
    row: "S4",
    open: "ManagedIdentityNotFound and SecretHeaderNotFound have no scenario and no words of their own",
  },
  {
    row: "S5",
    notVisible: "how the application was upgraded is not seen from inside it; what can be seen is S4",
  },
  {
    row: "H1",
    open: "an audience that Cloud Shell does not serve is told as a refused request, without a fix",
  },
  { row: "H2", finding: "source-takes-no-ids", scenario: "cloud-shell-client-id" },
  { row: "M1", finding: "sdks-disagree", scenario: "machine-learning-default-identity" },
  { row: "M2", open: "that the token is a person's (single sign-on of a compute instance) has no scenario" },
  { row: "M3", finding: "client-id-not-attached", scenario: "machine-learning-wrong-id" },
  { row: "K1", open: "the finding says to name an identity, not that the pod lacks the webhook's label" },
  { row: "K2", open: "no finding says that the service account lacks the annotation with the client id" },
  { row: "K3", finding: "federation-missing", scenario: "workload-identity-no-federation" },
  { row: "K4", finding: "assertion-expired", scenario: "workload-identity-token-expired" },
  {
    row: "K5",
    endings: [
      { finding: "federated-token-unusable", scenario: "workload-identity-token-missing" },
      { finding: "federated-token-unusable", scenario: "workload-identity-token-empty" },
    ],
  },
  { row: "K6", finding: "metadata-silent", scenario: "aks-metadata-blocked" },
  {
    row: "K7",
    endings: [
      { finding: "tenant-not-found", scenario: "tenant-unknown" },
      { finding: "authority-unusual", scenario: "authority-unknown-host" },
    ],
  },
];
