import type { Outcome } from "../model/words.ts";

/** What the text of a developer tool's failure means, as `@azure/identity` 4.13.1 hands it on. */
interface ToolErrorRow {
  readonly pattern: RegExp;
  readonly outcome: Extract<Outcome, "not-configured" | "unavailable" | "failed">;
  /** Absent: the words that the pattern found. */
  readonly reason?: string;
}

/**
 * First row that fits decides. Texts of the SDK: azureCliCredential.js, azurePowerShellCredential.js and
 * azureDeveloperCliCredential.js of 4.13.1; texts of the tools, where the SDK passes them on: azure-cli auth/util.py,
 * azure-dev pkg/auth/errors.go, Az.Accounts.
 */
export const toolErrors: readonly ToolErrorRow[] = [
  // Entra's own answer, which az and azd pass on: whatever else they advise, there was a login.
  { pattern: /AADSTS\d{4,8}: [^\r\n]+?\.(?=\s|$)/, outcome: "failed" },
  { pattern: /AADSTS\d{4,8}/, outcome: "failed" },
  {
    // Python's ssl, Go's crypto/x509, .NET's SslStream.
    pattern:
      /CERTIFICATE_VERIFY_FAILED|certificate signed by unknown authority|remote certificate is invalid/i,
    outcome: "unavailable",
    reason:
      "the tool does not trust the certificate it is shown: a proxy intercepts TLS, and its authority is not in REQUESTS_CA_BUNDLE or the system's store",
  },
  {
    // The shell's words, and Node's for what it cannot start itself.
    pattern:
      /\b(?:az|azd|pwsh|powershell): (?:Permission denied|cannot execute)|\bspawn \S* ?(?:EACCES|EPERM)\b/,
    outcome: "not-configured",
    reason: "the tool is on PATH, but this user may not start it",
  },
  {
    // Python's words in az; Go's in azd.
    pattern: /\[Errno 13\] Permission denied: '|open \S+: permission denied/,
    outcome: "unavailable",
    reason: "the tool may not read or write its own files as this user",
  },
  {
    pattern: /could(?: not|n't) be found|Unable to execute PowerShell|\bspawn \S* ?ENOENT\b/,
    outcome: "not-configured",
    reason: "the tool is on PATH, but cannot be started",
  },
  {
    pattern: /'Az\.Accounts?' module >= 2\.2\.0 is not installed/,
    outcome: "not-configured",
    reason: "PowerShell is there, its module Az.Accounts is not",
  },
  { pattern: /Please run 'az login'/, outcome: "unavailable", reason: "not logged in: az login was not run" },
  {
    pattern: /Please run 'azd auth login'/,
    outcome: "unavailable",
    reason: "not logged in: azd auth login was not run",
  },
  {
    pattern: /Please run 'Connect-AzAccount'/,
    outcome: "unavailable",
    reason: "not logged in: Connect-AzAccount was not run",
  },
  // The SDK's words for azd's "reauthentication required"; the number of Entra's error is lost there.
  {
    pattern: /run the following command: azd auth login/,
    outcome: "failed",
    reason: "Entra no longer accepts the login of azd: it asks for a new one",
  },
  {
    pattern: /credentials have not been set up or have expired/,
    outcome: "failed",
    reason: "the login of PowerShell has expired, or was never made",
  },
  {
    pattern:
      /not valid JSON|in JSON at position|No access token found in the output|Unable to parse the output/,
    outcome: "unavailable",
    reason: "the tool printed something else than a token",
  },
];
