import type { Slug } from "./findings/index.ts";
import { command, resetSecret } from "./fixes.ts";
import type { HostResource } from "./host-resource.ts";
import { setVariable, unsetVariables } from "./variable-commands.ts";

/** What a fix may name. */
export interface EntraFixArgs {
  readonly clientId: string | undefined;
  /** Where the app runs: a variable is an app setting there, or not. */
  readonly host: HostResource;
}

/** Findings whose words come from the row of the code, and those that have words of their own. */
type EntraFinding =
  | "secret-wrong"
  | "secret-expired"
  | "secret-not-sent"
  | "app-not-in-tenant"
  | "app-without-principal"
  | "app-disabled"
  | "app-registered-otherwise"
  | "tenant-not-found"
  | "tenant-not-named"
  | "tenant-in-other-cloud"
  | "tenant-restricted"
  | "authority-not-known"
  | "regional-host-refused"
  | "federation-missing"
  | "federation-issuer-unreachable"
  | "federation-needs-app-token"
  | "certificate-not-registered"
  | "assertion-expired"
  | "assertion-refused"
  | "resource-not-known"
  | "request-malformed"
  | "permission-missing"
  | "policy-blocks-login"
  | "password-login-refused"
  | "user-sign-in-refused"
  | "entra-has-a-problem";

/** What Entra error numbers mean for an app (failures.md section a). */
export interface EntraErrorRow {
  readonly codes: readonly number[];
  /** The `error` of OAuth beside it, where one number has two meanings. */
  readonly oauth?: string;
  readonly finding: EntraFinding;
  /** The cause, a clause after the number. */
  readonly means: string;
  readonly fix: string;
  readonly commands?: (args: EntraFixArgs) => readonly string[];
  /** What a text alone leaves open, likeliest first; default: the finding. The evidence of a run decides between them. */
  readonly causes?: readonly Slug[];
  /** A person's sign-in, which a new one mends: where a developer tool asked, that is the story. */
  readonly isAnsweredByLogin?: true;
}

const SAME_SECRET =
  "Use the value of a secret of this very app (the column Value, not Secret ID), without quotes or a newline. A new one:";
const ASK_ADMIN = "Ask the administrators of the tenant; they find the sign-in by its correlation id.";
const GENUINE_ASSERTION =
  "Let the SDK sign with a certificate that is registered with the app, and make no statement by hand.";
const SCOPE = "Ask for <application id URI>/.default, one resource at a time.";
const RETRY =
  "Try again in some minutes. If it stays, open a ticket with the trace id, the correlation id and the time.";
export const NO_PASSWORD = "Use an identity of the app's own in place of AZURE_USERNAME and AZURE_PASSWORD.";
const SIGN_IN_AGAIN =
  "Sign in again with the developer tool that the app takes the token from, as the user that the app runs as, for the tenant and the resource that were asked; an app on a server needs an identity of its own instead. For the Azure CLI:";
const signIn = () => [command("az", "login", "--tenant", "<tenant-id>", "--scope", "<resource>/.default")];
const NAME_TENANT = "Set AZURE_TENANT_ID to the id of the app's tenant.";

/**
 * The first row that has one of the answer's numbers counts: an outer number that only wraps stands before the reason
 * where both lead to the same place. Titles and causes: Microsoft Entra error reference, and the guides of the SDKs.
 */
export const entraErrors: readonly EntraErrorRow[] = [
  {
    codes: [7000215, 70002],
    finding: "secret-wrong",
    means: "the secret was never one of this app",
    fix: SAME_SECRET,
    commands: ({ clientId }) => resetSecret(clientId).commands,
    causes: ["secret-id-instead-of-value", "variable-damaged", "secret-cut", "secret-wrong"],
  },
  {
    codes: [7000222],
    finding: "secret-expired",
    means: "the secret was right once, and is past its end",
    fix: "Drop the secret for a managed identity, where the app can have one. Else make a new one (or register a certificate):",
    commands: ({ clientId }) => resetSecret(clientId).commands,
    causes: ["secret-expired", "environment-shadows-managed-identity"],
  },
  {
    codes: [7000218, 7000216],
    finding: "secret-not-sent",
    means:
      "no secret and no signed statement came with the request: the secret is empty, something on the way dropped it, or a user's password is used for an app that must prove itself",
    fix: "Set AZURE_CLIENT_SECRET or a certificate, or use a managed identity.",
  },
  {
    codes: [90014, 900144],
    finding: "secret-not-sent",
    means: "a field of the request is empty or missing; Entra's words name it",
    fix: "Set the variable that the field comes from: AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, or the scope.",
  },
  {
    codes: [700016, 700011],
    finding: "app-not-in-tenant",
    means: "the tenant knows no such app",
    fix: "Use the Application (client) ID, and the tenant that it is in.",
  },
  {
    codes: [7000229],
    finding: "app-without-principal",
    means: "the app exists, and has no service principal in this tenant",
    fix: "Make its service principal in this tenant:",
    commands: ({ clientId }) => [command("az", "ad", "sp", "create", "--id", clientId ?? "<client-id>")],
  },
  {
    codes: [70001, 7000112],
    finding: "app-disabled",
    means:
      "the app, or its enterprise application in this tenant, is switched off; the secret is not the cause",
    fix: "Enable it again:",
    commands: ({ clientId }) => [
      command("az", "ad", "sp", "update", "--id", clientId ?? "<client-id>", "--set", "accountEnabled=true"),
    ],
  },
  {
    codes: [1000031],
    finding: "app-disabled",
    means: "an administrator has blocked access to the app at this time",
    fix: ASK_ADMIN,
  },
  {
    codes: [700025],
    finding: "app-registered-otherwise",
    means: "the app is registered as a public client, and a secret or a signed statement was sent",
    fix: "Switch off 'Allow public client flows' in the registration, or use another registration.",
  },
  {
    codes: [650059],
    finding: "app-registered-otherwise",
    means: "the app is registered for its own tenant alone, and signs in at another one",
    fix: "Sign in at the app's own tenant, or register it for several tenants.",
  },
  {
    codes: [7000114],
    finding: "app-registered-otherwise",
    means: "the app may not sign in on behalf of users",
    fix: "Use another flow: an app on a server signs in as itself.",
  },
  {
    codes: [70003],
    finding: "app-registered-otherwise",
    means: "Entra does not take this way of signing in for the app",
    fix: "Use a secret, a certificate, or a managed identity.",
  },
  {
    codes: [90112],
    finding: "request-malformed",
    means: "the client id is not a GUID: a display name, quotes, braces or blanks",
    fix: "Set AZURE_CLIENT_ID to the Application (client) ID, 36 characters.",
  },
  {
    codes: [700027],
    finding: "certificate-not-registered",
    means: "no certificate of the app made this signature",
    fix: "Register the certificate.",
  },
  {
    codes: [700024],
    finding: "assertion-expired",
    means: "the signed statement is outside its time",
    fix: "Synchronise the clock; read the token file again.",
  },
  {
    codes: [700021, 50048],
    finding: "assertion-refused",
    means: "the signed statement is of another client id than the request",
    fix: "Use the same client id for both: AZURE_CLIENT_ID is the id of the app that the certificate or token is for.",
  },
  {
    codes: [700023],
    oauth: "invalid_scope",
    finding: "resource-not-known",
    means: "the scope names no resource",
    fix: SCOPE,
  },
  {
    codes: [700023],
    finding: "assertion-refused",
    means: "the signed statement is for another tenant or another cloud than the one that was asked",
    fix: "Let AZURE_TENANT_ID and AZURE_AUTHORITY_HOST be those of the app.",
  },
  {
    codes: [700030],
    finding: "assertion-refused",
    means: "the app trusts certificates by subject and issuer, and the certificate's chain was not sent",
    fix: "Let the SDK send the chain, which must be in the certificate's file:",
    commands: ({ host }) => setVariable("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "true", "", host).commands,
  },
  {
    codes: [50012],
    finding: "assertion-refused",
    means: "the certificate, its chain or its signature was not accepted; Entra's words say which",
    fix: GENUINE_ASSERTION,
  },
  {
    codes: [50017],
    finding: "assertion-refused",
    means:
      "Entra could not check the certificate: its issuer is not known, or its revocation list is out of reach",
    fix: "Use a certificate that the tenant accepts; a self-signed one that is registered with the app is enough.",
  },
  {
    codes: [50027, 50013, 500133, 900384],
    finding: "assertion-refused",
    means: "the signed statement is malformed, expired or not signed by the expected key",
    fix: GENUINE_ASSERTION,
  },
  {
    codes: [50006, 50003, 50146],
    finding: "assertion-refused",
    means: "the app's own signing key is missing, expired or another one",
    fix: "Renew the signing key of the app's registration.",
  },
  {
    codes: [700211],
    finding: "federation-missing",
    means:
      "no federated credential has the token's issuer: another cluster, one that was made anew, or a slash at the end",
    fix: "Make a federated credential for this issuer. The one that a cluster has now:",
    commands: () => [
      "az aks show --name '<cluster>' --resource-group '<resource-group>' --query oidcIssuerProfile.issuerUrl --output tsv",
    ],
  },
  {
    codes: [700212],
    finding: "federation-missing",
    means: "a federated credential has the token's issuer and subject, and another audience",
    fix: "Let the token be made for the audience of the cloud, api://AzureADTokenExchange in the public one (serviceAccountToken.audience of the pod's volume), and the federated credential hold the same.",
  },
  {
    codes: [700213],
    finding: "federation-missing",
    means:
      "a federated credential has the token's issuer, and none the token's subject: another namespace, service account, branch or repository",
    fix: "Make a federated credential for exactly this subject.",
  },
  {
    codes: [7002138],
    finding: "federation-missing",
    means:
      "a federated credential has the token's subject but for upper and lower case, in which it must be the same, too",
    fix: "Write the subject into the federated credential as the token has it, upper and lower case the same.",
  },
  {
    codes: [70025],
    finding: "federation-missing",
    means: "there is no federated credential at all",
    fix: "Make a federated credential for the issuer, subject and audience of the token.",
  },
  {
    codes: [70021],
    finding: "federation-missing",
    means: "no federated credential has the token's issuer, subject and audience, all three",
    fix: "Let all three be the same, letter by letter; Entra's words name those of the token.",
  },
  {
    codes: [90061, 50166],
    finding: "federation-issuer-unreachable",
    means:
      "Entra cannot fetch the keys of the federated token's issuer from the internet; the token itself may be right",
    fix: "Publish the issuer's OpenID configuration and keys; for AKS, see whether the issuer is on:",
    commands: () => [
      "az aks show --name '<cluster>' --resource-group '<resource-group>' --query oidcIssuerProfile",
    ],
  },
  {
    codes: [700229],
    finding: "federation-needs-app-token",
    means: "a person's token was sent as the federated token, and only an app's is accepted",
    fix: "Use the token of a managed identity or of an app (idtyp app), not that of az or Cloud Shell.",
  },
  {
    codes: [500011, 50001],
    finding: "resource-not-known",
    means:
      "the tenant has no service principal for the resource that the token is for: a typo, an API that is not in this tenant, the address of an instance in place of the audience, or the audience of another cloud",
    fix: SCOPE,
  },
  {
    codes: [901002],
    finding: "request-malformed",
    means: "the parameter resource of the older protocol was sent to an endpoint that takes scope only",
    fix: "Use a current SDK; a client made by hand has to send scope=<application id URI>/.default.",
  },
  {
    codes: [50171],
    finding: "resource-not-known",
    means: "the resource takes only tokens that are bound to the certificate of a mutual TLS connection",
    fix: "Ask over mutual TLS, as the documentation of the resource says.",
  },
  {
    codes: [70011, 1002012, 28002, 28003, 700022],
    finding: "resource-not-known",
    means: "the scope is not one that an app can ask for: empty, without /.default, or of several resources",
    fix: SCOPE,
  },
  {
    codes: [900561],
    finding: "request-malformed",
    means: "the request arrived as another method than POST: a redirecting proxy on the way",
    fix: "Let requests to the login host pass the proxy unchanged, or go around it (NO_PROXY).",
  },
  {
    codes: [90013, 90023, 9002313, 90100, 90102],
    finding: "request-malformed",
    means:
      "a value of the request cannot be read: most often a secret with + & or % in it that was not encoded, or a client made by hand",
    fix: "Use a current SDK, which encodes the values; make a new secret if it goes through a script.",
  },
  {
    codes: [9001023, 90124, 90130, 50194],
    finding: "tenant-not-named",
    means: "an app cannot sign in at common, organizations or consumers",
    fix: NAME_TENANT,
  },
  {
    codes: [90019, 50059, 50128, 900021],
    finding: "tenant-not-named",
    means: "the request names no tenant, or an empty one",
    fix: NAME_TENANT,
  },
  {
    codes: [650052, 650054, 650056, 650057, 65005],
    finding: "permission-missing",
    means:
      "the registration of the app does not ask for this resource, or the tenant has not subscribed to it",
    fix: "Add the API permission in the app's registration, and let an administrator consent:",
    commands: ({ clientId }) => [
      command("az", "ad", "app", "permission", "admin-consent", "--id", clientId ?? "<client-id>"),
    ],
  },
  {
    codes: [65002],
    finding: "permission-missing",
    means:
      "a tool of Microsoft's own is not allowed to ask for this resource; no consent of the tenant can change that",
    fix: "Use another credential than the developer tool's: a service principal or a managed identity.",
  },
  {
    codes: [65001],
    finding: "permission-missing",
    means: "nobody has consented to this app using the resource",
    fix: "Let an administrator consent, or use another credential:",
    commands: ({ clientId }) => [
      command("az", "ad", "app", "permission", "admin-consent", "--id", clientId ?? "<client-id>"),
    ],
  },
  {
    codes: [501051, 50105],
    finding: "permission-missing",
    means: "the resource wants every caller to be assigned to it, and this identity is not",
    fix: "Assign one of the resource's app roles to the service principal of this identity.",
  },
  {
    codes: [90002, 900023],
    finding: "tenant-not-found",
    means: "there is no such tenant at this authority",
    fix: NAME_TENANT,
  },
  {
    codes: [90038, 900382, 900432],
    finding: "tenant-in-other-cloud",
    means: "the tenant belongs to another cloud than the login host that was asked",
    fix: "Name the login host of the tenant's cloud (US Government; login.chinacloudapi.cn for China):",
    commands: ({ host }) =>
      setVariable("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us", "", host).commands,
  },
  {
    codes: [90051, 50049, 50050],
    finding: "authority-not-known",
    means: "Entra does not know the login host that AZURE_AUTHORITY_HOST names",
    fix: "Set it to the login host of the cloud, or remove it. In a private cloud only, whose login host is right, switch instance discovery off in the app (disableInstanceDiscovery). To remove it:",
    commands: ({ host }) => unsetVariables(["AZURE_AUTHORITY_HOST"], "", host).commands,
  },
  {
    codes: [500021, 500022, 50002],
    finding: "tenant-restricted",
    means:
      "a proxy on the way adds a list of tenants that may be signed in to from this network, and this tenant is not on it",
    fix: "Let the network's administrators allow the tenant; without the proxy the same request passes.",
  },
  {
    codes: [500212, 500213],
    finding: "tenant-restricted",
    means: "the rules for access between tenants, of this one or of the app's, keep the sign-in out",
    fix: ASK_ADMIN,
  },
  {
    codes: [100007],
    finding: "regional-host-refused",
    means: "regional login hosts are for Microsoft's own apps and for managed identities",
    fix: "Remove the variable:",
    commands: ({ host }) => unsetVariables(["AZURE_REGIONAL_AUTHORITY_NAME"], "", host).commands,
  },
  {
    codes: [53003],
    finding: "policy-blocks-login",
    means:
      "a Conditional Access policy blocks the sign-in, by place or risk; managed identities are not under it",
    fix: "Let the policy allow this network or identity, or use a managed identity.",
  },
  {
    codes: [530032, 530035],
    finding: "policy-blocks-login",
    means: "a security policy of the tenant blocks the sign-in",
    fix: ASK_ADMIN,
  },
  {
    codes: [53000, 53001, 50131, 50097],
    finding: "policy-blocks-login",
    means: "the policy asks for a device that the tenant manages; it is about a person's sign-in",
    fix: "Sign in from such a device, or let the app use a managed identity.",
  },
  {
    codes: [50126],
    finding: "password-login-refused",
    means: "the password is wrong, or there is no user of that name",
    fix: NO_PASSWORD,
  },
  {
    codes: [50076, 50079, 50072, 50074, 50078, 50158],
    finding: "password-login-refused",
    means: "a second factor is asked for, and only a person can give it",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [700082, 70008],
    finding: "user-sign-in-refused",
    means: "a person's sign-in has ended: it was not used for too long",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [70043],
    finding: "user-sign-in-refused",
    means: "a person's sign-in has ended: a policy of the tenant asks for a new one after some hours",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [50173, 50132, 50133],
    finding: "user-sign-in-refused",
    means: "a person's sign-in was revoked: the password was changed or has expired, or somebody ended it",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [50058],
    finding: "user-sign-in-refused",
    means: "nobody is signed in, where a sign-in that exists was to be used",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [70016, 70019],
    finding: "user-sign-in-refused",
    means: "a sign-in with a device code was not finished, or not in time",
    fix: SIGN_IN_AGAIN,
    commands: signIn,
    isAnsweredByLogin: true,
  },
  {
    codes: [50020, 50034, 51004, 16000, 50014],
    finding: "user-sign-in-refused",
    means:
      "this person's account is not known in the tenant that was asked: it is another tenant's, and no guest here",
    fix: "Sign in to the tenant that the app needs:",
    commands: () => ["az login --tenant '<tenant-id>'"],
  },
  {
    codes: [50055],
    finding: "user-sign-in-refused",
    means: "the person's password has expired, and a program cannot choose a new one",
    fix: NO_PASSWORD,
  },
  {
    codes: [50057],
    finding: "user-sign-in-refused",
    means: "the person's account is disabled",
    fix: "Use an identity of the app's own in place of a person's.",
  },
  {
    codes: [50053],
    finding: "user-sign-in-refused",
    means:
      "the person's account is locked, after too many sign-ins with a wrong password or from an address that Entra distrusts",
    fix: "Stop whatever repeats the wrong password, and wait; better, use an identity of the app's own.",
  },
  {
    codes: [50056],
    finding: "user-sign-in-refused",
    means: "the directory holds no password of this person: the account signs in elsewhere",
    fix: NO_PASSWORD,
  },
  {
    codes: [50196],
    finding: "entra-has-a-problem",
    means: "the same request came too often in a row: a program that keeps no token, or a restart loop",
    fix: "Keep the credential and its token for the life of the process, then wait some minutes.",
  },
  {
    codes: [90055],
    finding: "entra-has-a-problem",
    means: "the tenant sends too many requests at the moment",
    fix: "Wait as long as the answer says (Retry-After), and keep tokens until they end.",
  },
  {
    codes: [50000, 50033, 90006, 90012, 90024, 90033, 90090],
    finding: "entra-has-a-problem",
    means: "the service could not make a token at this moment",
    fix: RETRY,
  },
];

/** Where Microsoft explains a number that has no row here. */
export function lookUp(code: number | string): string {
  return `Look the number up: https://login.microsoftonline.com/error?code=${code}`;
}

/** The row of an answer; `oauth` is its OAuth error. */
export function entraErrorOf(codes: readonly number[], oauth: string | undefined): EntraErrorRow | undefined {
  return entraErrors.find(
    (row) =>
      row.codes.some((code) => codes.includes(code)) && (row.oauth === undefined || row.oauth === oauth),
  );
}

/** Number and ids in an Entra error text, for the answers whose JSON the SDK does not hand on. */
export const ENTRA_PATTERNS = {
  code: /AADSTS(\d{4,8})/g,
  correlationId: /Correlation ID: ([0-9a-f-]{36})/i,
  traceId: /Trace ID: ([0-9a-f-]{36})/i,
  timestamp: /Timestamp: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/,
} as const;
