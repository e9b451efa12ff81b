import { lookUp } from "../entra-errors.ts";
import { defineFinding } from "../finding-definition.ts";
import { command, resetSecret, shellQuote } from "../fixes.ts";
import { setVariable, unsetVariables } from "../variable-commands.ts";
import { mendFederation } from "../workload-identity-fixes.ts";
import { useManagedIdentity, type ServicePrincipal } from "./service-principal.ts";

/** The login host, and how far a request to it came. */
export interface Unreached {
  readonly host: string;
  readonly what: string;
}

const NOTHING_SAID = "Nothing can be said about the app's credentials.";

/** What the codes of a missing federated credential say (failures.md section a.3). */
const DIFFERING_PART: Readonly<Record<number, string>> = {
  700_211: "the issuer",
  700_212: "the audience",
  700_213: "the subject",
  7_002_138: "upper and lower case of the subject",
};

export const entraFindings = {
  "secret-wrong": defineFinding<ServicePrincipal>({
    level: "error",
    title: "AZURE_CLIENT_SECRET is not a secret of this app",
    cause: ({ clientId }) =>
      `Entra says that AZURE_CLIENT_SECRET was never a secret of the app ${clientId} (AADSTS7000215): a typo, a cut or quoted value, or another app's secret. The chain ends here; no managed identity is asked.`,
    fixes: (args, host) => [...useManagedIdentity(args, host), resetSecret(args.clientId)],
  }),
  "secret-id-instead-of-value": defineFinding<ServicePrincipal>({
    level: "error",
    title: "AZURE_CLIENT_SECRET holds a secret's ID, not its value",
    cause: ({ clientId }) =>
      `AZURE_CLIENT_SECRET looks like a GUID, and Entra refuses it (AADSTS7000215): it is the ID that the portal shows beside the secret of the app ${clientId}. The value is shown only once, when the secret is made.`,
    fixes: (args, host) => [...useManagedIdentity(args, host), resetSecret(args.clientId)],
    moots: ["secret-wrong"],
  }),
  "secret-cut": defineFinding<ServicePrincipal & { length: number }>({
    level: "error",
    title: "AZURE_CLIENT_SECRET is too short to be whole",
    cause: ({ clientId, length }) =>
      `AZURE_CLIENT_SECRET has ${length} characters, and Entra refuses it as a secret of the app ${clientId} (AADSTS7000215). Secrets that Entra makes are longer (mostly 40): a shell, a YAML or a .env file has most likely taken a part of it away, behind a $, a #, a backtick, an & or a !.`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      {
        what: "Give the value in single quotes where a shell reads it, or by a file that nothing expands; compare its length (its value is not shown):",
        commands: ["printenv AZURE_CLIENT_SECRET | tr -d '\\n' | wc -c"],
      },
      resetSecret(args.clientId),
    ],
    moots: ["secret-wrong"],
  }),
  "secret-expired": defineFinding<ServicePrincipal>({
    level: "error",
    title: "AZURE_CLIENT_SECRET has expired",
    cause: ({ clientId }) =>
      `The secret of the app ${clientId} was right once, and is past its end date (AADSTS7000222). The chain ends here; no managed identity is asked.`,
    fixes: (args, host) => [...useManagedIdentity(args, host), resetSecret(args.clientId)],
  }),
  "app-not-in-tenant": defineFinding<ServicePrincipal>({
    level: "error",
    mayPass: true,
    title: "The tenant does not know this app",
    cause: ({ clientId, tenantId }) =>
      `No app ${clientId} in the tenant ${tenantId} (AADSTS700016): AZURE_TENANT_ID is another tenant's, or AZURE_CLIENT_ID is an object id, a managed identity's client id, or a typo.`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      {
        what: "See the app and the tenant it belongs to:",
        commands: [
          `az ad app show --id ${shellQuote(args.clientId ?? "<client-id>")} --query "{app:appId,name:displayName}"`,
          "az account show --query tenantId",
        ],
      },
    ],
  }),
  "tenant-not-found": defineFinding<ServicePrincipal>({
    level: "error",
    title: "There is no such tenant at this authority",
    cause: ({ tenantId, isSubscription }) =>
      isSubscription === true
        ? `Entra knows no tenant ${tenantId}: AZURE_TENANT_ID holds the id of this machine's subscription, and not of its tenant.`
        : `Entra knows no tenant ${tenantId}: a typo or a subscription id in AZURE_TENANT_ID, or a tenant of another cloud (AZURE_AUTHORITY_HOST).`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      { what: "See the tenant of the signed-in account:", commands: ["az account show --query tenantId"] },
    ],
  }),
  "federation-missing": defineFinding<ServicePrincipal & { code: number; means: string }>({
    level: "error",
    mayPass: true,
    title: "No federated credential matches this token",
    says: ({ code }) => {
      const part = DIFFERING_PART[code];
      return part === undefined
        ? "no federated credential matches this token"
        : `no federated credential matches this token: ${part} differs`;
    },
    cause: ({ clientId, holds, code, means }) =>
      `Entra answered AADSTS${code} about the app or identity ${clientId}: ${means}. The token in AZURE_FEDERATED_TOKEN_FILE${holds === undefined ? "" : ` (${holds})`} is compared letter by letter.`,
    fixes: ({ code, clientId, federated, audience }) =>
      mendFederation(code, clientId ?? "<client-id>", federated, audience),
  }),
  "certificate-not-registered": defineFinding<ServicePrincipal>({
    level: "error",
    title: "Entra does not know this client certificate",
    cause: ({ clientId, certificate }) =>
      `Entra has no certificate of the app ${clientId} that made this signature (AADSTS700027): another certificate, an expired or removed one, or an issuer's that comes first in the file${certificate === undefined ? "" : ` (${certificate})`}.`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      {
        what: "Register the certificate, without its key, for the app:",
        commands: [
          `az ad app credential reset --id ${shellQuote(args.clientId ?? "<client-id>")} --append --cert '@<certificate.pem>'`,
        ],
      },
    ],
  }),
  "assertion-expired": defineFinding<ServicePrincipal>({
    level: "error",
    title: "Entra takes the assertion for expired",
    cause: ({ holds }) =>
      `The signed statement that this machine sent is outside its time (AADSTS700024)${holds === undefined ? "" : `, although the token in the file is not past its end (${holds})`}. The app may keep an older token than the file has, or the clock of whoever issued it is off.`,
    fixes: () => [
      {
        what: "See when the token file was written, and compare the clock:",
        commands: ['ls -l "$AZURE_FEDERATED_TOKEN_FILE"', "date -u"],
      },
      {
        what: "If the file is young: restart the app, and use an SDK that reads the file again each time.",
        commands: [],
      },
    ],
  }),
  "password-login-refused": defineFinding<ServicePrincipal & { code: number; means: string }>({
    level: "error",
    title: "Entra does not let a password alone in",
    cause: ({ code, means }) => `Entra refused AZURE_USERNAME and AZURE_PASSWORD (AADSTS${code}): ${means}.`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      { what: "Use a managed identity, a certificate or a secret in their place.", commands: [] },
    ],
  }),
  "entra-refused": defineFinding<
    ServicePrincipal & { link: string; codes: readonly string[]; text: string; ids: readonly string[] }
  >({
    level: "error",
    title: "Entra refused the app's credentials",
    cause: ({ link, codes, text, ids }) =>
      `${link}: Entra answered ${codes.join(", ") || "an error without a number"}. This version has no explanation of its own for it. Entra's words: ${text}${ids.length === 0 ? "" : ` For a ticket: ${ids.join(", ")}.`}`,
    fixes: ({ codes }) =>
      codes.slice(0, 1).map((code) => ({
        what: lookUp(code.replace("AADSTS", "")),
        commands: [],
      })),
  }),
  "login-unreachable": defineFinding<Unreached>({
    level: "error",
    mayPass: true,
    title: "Entra's login host cannot be reached from here",
    cause: ({ host, what }) => `The request to ${host} got no answer: ${what}. ${NOTHING_SAID}`,
    fixes: () => [
      {
        what: "Allow outgoing HTTPS to the login host (service tag AzureActiveDirectory); where a proxy is the only way out, name it in HTTPS_PROXY.",
        commands: [],
      },
    ],
  }),
  "login-name-unknown": defineFinding<Unreached>({
    level: "error",
    mayPass: true,
    title: "The login host's name does not resolve here",
    cause: ({ host, what }) =>
      `${host} could not be reached: ${what}. The name server answers, and says that there is no such name: it does not know the names of the internet, as in a closed network, or AZURE_AUTHORITY_HOST holds a typo. ${NOTHING_SAID}`,
    fixes: ({ host }) => [
      {
        what: "Let the name servers of this network resolve it, or correct AZURE_AUTHORITY_HOST. See what they answer:",
        commands: [command("nslookup", host)],
      },
    ],
  }),
  "proxy-wants-login": defineFinding<Unreached & { proxy: string }>({
    level: "error",
    mayPass: true,
    title: "The proxy on the way to Entra wants a login",
    cause: ({ host, what }) => `The request to ${host} got no answer: ${what}. ${NOTHING_SAID}`,
    fixes: ({ proxy }, host) => [
      setVariable(
        "HTTPS_PROXY",
        `http://<user>:<password>@${proxy}`,
        "SDKs take user and password from the proxy variable, in the app's environment:",
        host,
      ),
    ],
    // The same proxy stands before the target.
    moots: ["target-unreachable"],
  }),
  "proxy-unreachable": defineFinding<Unreached & { proxy: string; names: readonly string[] }>({
    level: "error",
    mayPass: true,
    title: "The proxy on the way to Entra does not answer",
    cause: ({ host, what, proxy, names }) =>
      `The request to ${host} goes through the proxy ${proxy} (${names.join(", ")}), and the proxy does not answer: ${what}. ${NOTHING_SAID}`,
    fixes: ({ names }, host) => [
      {
        what: `Repair the proxy, or correct its address in ${names.join(", ")}, and restart the app.`,
        commands: [],
      },
      unsetVariables(names, "Or, where the way is open without it,", host),
    ],
    moots: ["target-unreachable"],
  }),
} as const;
