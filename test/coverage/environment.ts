import type { Row } from "./row.ts";

/** Section (c) of failures.md: variables, values, files, clouds, networks, consoles, tools and versions. */
export const environmentRows: readonly Row[] = [
  // c.1 Variables: combinations
  { row: "E1", finding: "environment-incomplete", scenario: "partial-environment" },
  {
    row: "E2",
    endings: [
      { finding: "environment-incomplete", scenario: "empty-tenant" },
      { finding: "environment-incomplete", scenario: "empty-app-id" },
    ],
  },
  {
    row: "E3",
    endings: [
      { finding: "environment-shadows-managed-identity", scenario: "leftover-secret" },
      { finding: "secret-expired", scenario: "expired-secret" },
      { finding: "secret-wrong", scenario: "wrong-secret" },
    ],
  },
  { row: "E4", finding: "client-id-not-attached", scenario: "app-service-id-not-attached" },
  { row: "E5", finding: "variable-empty", scenario: "empty-client-id" },
  { row: "E6", finding: "identity-shadowed", scenario: "three-identities" },
  { row: "E7", finding: "object-id-as-client-id", scenario: "object-id-as-client-id" },
  {
    row: "E8",
    endings: [
      { finding: "tenant-not-found", scenario: "tenant-unknown" },
      { finding: "variable-damaged", scenario: "tenant-malformed" },
    ],
  },
  { row: "E9", finding: "certificate-ignored", scenario: "secret-and-certificate" },
  {
    row: "E10",
    endings: [
      { finding: "password-login-refused", scenario: "username-password" },
      { finding: "password-login-deprecated", scenario: "username-password" },
    ],
  },
  { row: "E11", finding: "federated-token-unusable", scenario: "workload-identity-token-missing" },
  {
    row: "E12",
    notVisible:
      "what a loader in the app's code reads and overrides is not in the environment that its process was started with",
  },
  {
    row: "E13",
    endings: [
      { finding: "app-has-other-variables", scenario: "process-hint" },
      { finding: "shell-without-variables", scenario: "app-service-ssh-no-variables" },
    ],
  },
  { row: "E14", finding: "variable-name-differs", scenario: "lower-case-names" },
  { row: "E15", finding: "variable-name-differs", scenario: "appsetting-only" },
  { row: "E16", finding: "client-id-not-attached", scenario: "app-service-id-not-attached" },
  // c.2 Values
  { row: "V1", finding: "variable-damaged", scenario: "quoted-secret" },
  { row: "V2", finding: "variable-damaged", scenario: "newline-secret" },
  { row: "V3", finding: "secret-cut", scenario: "secret-cut" },
  { row: "V4", finding: "secret-id-instead-of-value", scenario: "secret-id-as-secret" },
  { row: "V5", finding: "variable-damaged", scenario: "invisible-characters" },
  { row: "V6", finding: "variable-damaged", scenario: "braced-client-id" },
  {
    row: "V7",
    endings: [
      { finding: "variable-damaged", scenario: "key-vault-reference" },
      { finding: "variable-damaged", scenario: "placeholder-values" },
    ],
  },
  {
    row: "V8",
    endings: [
      { finding: "authority-unusual", scenario: "authority-without-scheme" },
      { finding: "authority-unusual", scenario: "authority-upper-case" },
    ],
  },
  {
    row: "V9",
    endings: [
      { finding: "variable-damaged", scenario: "endpoint-no-url" },
      { finding: "kudu-container", scenario: "kudu-linux" },
    ],
  },
  // c.3 Certificates and files
  { row: "F1", finding: "certificate-unusable", scenario: "certificate-without-key" },
  { row: "F2", finding: "certificate-unusable", scenario: "certificate-key-only" },
  {
    row: "F3",
    endings: [
      { finding: "certificate-unusable", scenario: "certificate-no-password" },
      { finding: "certificate-questionable", scenario: "certificate-encrypted-works" },
    ],
  },
  { row: "F4", finding: "certificate-unusable", scenario: "certificate-pfx" },
  { row: "F5", finding: "certificate-unusable", scenario: "certificate-missing" },
  { row: "F6", finding: "certificate-unusable", scenario: "certificate-unreadable" },
  {
    row: "F7",
    endings: [{ finding: "certificate-questionable", scenario: "certificate-expired" }],
  },
  { row: "F8", finding: "certificate-questionable", scenario: "certificate-not-yet-valid" },
  { row: "F9", finding: "certificate-questionable", scenario: "certificate-issuer-first" },
  { row: "F10", finding: "federated-token-unusable", scenario: "workload-identity-token-empty" },
  // c.4 Sovereign clouds
  {
    row: "G1",
    endings: [
      { finding: "tenant-in-other-cloud", scenario: "entra-tenant-in-other-cloud" },
      { finding: "tenant-not-found", scenario: "tenant-unknown" },
      { finding: "other-cloud", scenario: "target-of-other-cloud" },
    ],
  },
  {
    row: "G2",
    notVisible:
      "which scope the app's own code asks for is not on the machine; credprobe asks for the one of the target's cloud",
  },
  { row: "G3", finding: "resource-not-known", scenario: "metadata-audience-unknown" },
  { row: "G4", finding: "federation-missing", scenario: "workload-identity-other-audience" },
  { row: "G5", finding: "authority-not-known", scenario: "entra-authority-not-known" },
  // c.5 Network, proxy, TLS, clock
  {
    row: "N1",
    endings: [
      { finding: "metadata-behind-proxy", scenario: "metadata-behind-proxy" },
      { finding: "metadata-behind-proxy", scenario: "all-proxy-only" },
    ],
  },
  { row: "N2", finding: "login-unreachable", scenario: "login-blocked" },
  { row: "N3", finding: "proxy-wants-login", scenario: "proxy-wants-login" },
  {
    row: "N4",
    endings: [
      { finding: "tls-intercepted", scenario: "tls-intercepted-login" },
      { finding: "tls-intercepted", scenario: "tls-intercepted-target" },
    ],
  },
  {
    row: "N5",
    endings: [
      { finding: "name-does-not-resolve", scenario: "account-not-found" },
      { finding: "login-name-unknown", scenario: "login-name-unknown" },
    ],
  },
  {
    row: "N6",
    endings: [
      { finding: "private-endpoint-bypassed", scenario: "private-endpoint-bypassed" },
      { finding: "private-zone-lacks-record", scenario: "private-zone-without-record" },
    ],
  },
  { row: "N7", finding: "login-unreachable", scenario: "login-blocked" },
  {
    row: "N8",
    endings: [
      { finding: "metadata-silent", scenario: "metadata-silent" },
      { finding: "metadata-refused", scenario: "metadata-refused" },
    ],
  },
  { row: "N9", finding: "metadata-silent", scenario: "metadata-silent" },
  { row: "N10", finding: "metadata-stranger", scenario: "docker-desktop" },
  {
    row: "N11",
    endings: [
      { finding: "clock-skew", scenario: "clock-ahead" },
      { finding: "clock-skew", scenario: "clock-behind" },
    ],
  },
  { row: "N12", finding: "dual-stack-stalls", scenario: "login-ipv6-lost" },
  { row: "N13", finding: "tenant-restricted", scenario: "entra-tenant-restricted" },
  { row: "N14", finding: "endpoint-reset-once", scenario: "container-apps-reset-once" },
  // c.6 App Service: which console am I in?
  {
    row: "c.6: Same OS process space as app",
    endings: [
      { finding: "kudu-container", scenario: "kudu-linux" },
      { finding: "shell-without-variables", scenario: "app-service-ssh-no-variables" },
    ],
  },
  {
    row: "c.6: app settings as env",
    finding: "shell-without-variables",
    scenario: "app-service-ssh-no-variables",
  },
  {
    row: "c.6: IDENTITY_ENDPOINT / HEADER",
    endings: [
      { finding: "kudu-container", scenario: "kudu-linux" },
      { finding: "identity-not-enabled", scenario: "app-service-identity-not-enabled" },
    ],
  },
  {
    row: "c.6: IMDS 169.254.169.254",
    works: "app-service-works",
    why: "the metadata address is closed there, and nothing is concluded from that",
  },
  {
    row: "c.6: Node",
    notVisible: "which Node the app has says nothing here: credprobe runs on the console's own",
  },
  {
    row: "c.6: Privilege",
    works: "app-service-ssh-env-from-app",
    why: "as root the run takes on the user of the app's process",
  },
  {
    row: "c.6: Identify by",
    endings: [
      { finding: "kudu-container", scenario: "kudu-linux" },
      { finding: "shell-without-variables", scenario: "app-service-ssh-no-variables" },
    ],
  },
  {
    row: "c.6 recipe: SSH without variables",
    finding: "shell-without-variables",
    scenario: "app-service-ssh-no-variables",
  },
  { row: "c.6 recipe: Linux Kudu", finding: "kudu-container", scenario: "kudu-linux" },
  { row: "c.6 recipe: Windows Kudu", finding: "reached-from-kudu", scenario: "kudu-windows" },
  {
    row: "c.6 recipe: WEBSITE_DISABLE_MSI",
    finding: "identity-switched-off",
    scenario: "app-service-msi-disabled",
  },
  {
    row: "c.6 recipe: Variables to print",
    held: "test/catalogue/hosts.test.ts",
    why: "what is harmless to show of a host",
  },
  // c.7 Console mechanics
  {
    row: "c.7: Windows debug console shell",
    held: "test/report/text-layout.test.ts",
    why: "80 columns, no cursor movement, no prompt",
  },
  {
    row: "c.7: Output transport",
    held: "test/report/text-layout.test.ts",
    why: "one line after the other, none beyond 80 columns",
  },
  { row: "c.7: Colours", held: "test/report/text-layout.test.ts", why: "colours only when asked for" },
  {
    row: "c.7: Sessions",
    held: "test/cli/interruption.test.ts",
    why: "the run ends at its deadline, with a report",
  },
  {
    row: "c.7: Ctrl-C",
    held: "test/cli/interruption.test.ts",
    why: "an interrupted run still prints its report",
  },
  {
    row: "c.7: POST /api/command",
    held: "test/cli/interruption.test.ts",
    why: "the run ends at its deadline, with a report",
  },
  { row: "c.7: Encoding", held: "test/report/text-layout.test.ts", why: "ASCII unless Unicode is asked for" },
  {
    row: "c.7: npm install in Kudu",
    held: "test/single-file/single-file.test.ts",
    why: "one file without dependencies, which also runs from standard input",
  },
  {
    row: "c.7: Linux Kudu web SSH",
    held: "test/cli/interruption.test.ts",
    why: "the run ends at its deadline, with a report",
  },
  {
    row: "c.7: Windows sandbox",
    held: "test/house/arrows.test.ts",
    why: "a probe opens no listener: the product does not import the lab",
  },
  // c.8 Developer tools
  { row: "D1", finding: "no-tool-installed", scenario: "developer-machine-nothing" },
  { row: "D2", finding: "no-tool-login", scenario: "developer-not-logged-in" },
  { row: "D3", finding: "tool-hangs", scenario: "tool-hangs" },
  { row: "D4", finding: "tool-login-expired", scenario: "developer-az-expired" },
  {
    row: "D5",
    endings: [
      { finding: "user-sign-in-refused", scenario: "developer-other-tenant" },
      { finding: "resource-in-other-tenant", scenario: "blob-wrong-tenant" },
    ],
  },
  {
    row: "D6",
    notVisible:
      "what a person did by hand with the account's key leaves no trace; that the token is refused is told as role-missing",
  },
  { row: "D7", finding: "tool-unusable", scenario: "developer-powershell-without-module" },
  { row: "D8", finding: "no-tool-login", scenario: "developer-not-logged-in" },
  { row: "D9", finding: "no-tool-installed", scenario: "developer-machine-nothing" },
  { row: "D10", finding: "sdks-disagree", scenario: "tool-behind-refused-identity" },
  { row: "D11", finding: "tool-unusable", scenario: "developer-powershell-without-module" },
  // c.9 Version differences
  {
    row: "c.9: AZURE_TOKEN_CREDENTIALS",
    endings: [
      { finding: "token-credentials-invalid", scenario: "token-credentials-nonsense" },
      { finding: "token-credentials-excludes", scenario: "token-credentials-dev" },
      { finding: "sdks-disagree", scenario: "token-credentials-upper-case" },
    ],
  },
  { row: "c.9: requiredEnvVars (JS)", notVisible: "it is an option in the app's code" },
  {
    row: "c.9: IMDS probe",
    finding: "message-of-older-sdk",
    scenario: "message-of-older-sdk",
  },
  {
    row: "c.9: failed probe disables",
    notVisible: "what an app's process remembers of an earlier failure is inside it",
  },
  {
    row: "c.9: IMDS 400",
    finding: "message-of-older-sdk",
    scenario: "message-of-older-sdk",
  },
  {
    row: "c.9: ACI/AML/SF id parameters",
    works: "user-assigned-by-resource-id",
    why: "the SDK itself chooses how the id is written",
  },
  { row: "c.9: multi-tenant", notVisible: "tenants are allowed in the app's code, and asked for by it" },
  { row: "c.9: last-good credential cached", notVisible: "what an app's process has cached is inside it" },
  { row: "c.9: token cache keyed wrongly", notVisible: "what an app's process has cached is inside it" },
  {
    row: "c.9: KV audience as spn",
    notVisible:
      "which scope the app's own code asks for is not on the machine; credprobe asks for the vault's",
  },
];
