import { defineFinding } from "../finding-definition.ts";
import { resetSecret, shellQuote } from "../fixes.ts";
import { describeSkew } from "../skew.ts";
import { setVariable } from "../variable-commands.ts";
import { useManagedIdentity, type ServicePrincipal } from "./service-principal.ts";

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
    cause: ({ tenantId }) =>
      `Entra knows no tenant ${tenantId}: a typo or a subscription id in AZURE_TENANT_ID, or a tenant of another cloud (AZURE_AUTHORITY_HOST).`,
    fixes: (args, host) => [
      ...useManagedIdentity(args, host),
      { what: "See the tenant of the signed-in account:", commands: ["az account show --query tenantId"] },
    ],
  }),
  "federation-missing": defineFinding<ServicePrincipal>({
    level: "error",
    mayPass: true,
    title: "No federated credential matches this token",
    cause: ({ clientId, holds }) =>
      `The app or identity ${clientId} has no federated credential with the issuer, subject and audience of the token in AZURE_FEDERATED_TOKEN_FILE${holds === undefined ? "" : ` (${holds})`}. All three are compared letter by letter.`,
    fixes: () => [
      {
        what: "See the federated credentials, of a managed identity or of an app:",
        commands: [
          "az identity federated-credential list --identity-name '<identity>' --resource-group '<resource-group>'",
          "az ad app federated-credential list --id '<client-id>'",
        ],
      },
    ],
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
    cause: ({ holds, skewSeconds }) =>
      `The signed statement that this machine sent is outside its time (AADSTS700024): ${
        skewSeconds === undefined
          ? "the clock is off, or the federated token is past its end"
          : `this machine's clock is ${describeSkew(skewSeconds)} Entra's, and what it signs is dated by that clock`
      }${holds === undefined ? "" : ` (${holds})`}.`,
    fixes: ({ skewSeconds }) => [
      skewSeconds === undefined
        ? {
            what: "Compare the clock, and see when the token file was written:",
            commands: ["date -u", 'ls -l "$AZURE_FEDERATED_TOKEN_FILE"'],
          }
        : { what: "Synchronise the clock:", commands: ["timedatectl status"] },
    ],
    moots: ["federated-token-expired"],
  }),
  "password-login-refused": defineFinding<ServicePrincipal>({
    level: "error",
    title: "Entra does not let a password alone in",
    cause: () =>
      "Entra refused AZURE_USERNAME and AZURE_PASSWORD: multi-factor authentication is asked for, or the password is wrong. A program cannot answer that.",
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
        what: `Look the number up: https://login.microsoftonline.com/error?code=${code.replace("AADSTS", "")}`,
        commands: [],
      })),
  }),
  "login-unreachable": defineFinding<{
    host: string;
    what: string;
    /** It asks for a login. */
    proxy: string | undefined;
    /** The proxy itself does not answer, and which variables name one. */
    gone: { readonly proxy: string; readonly names: readonly string[] } | undefined;
  }>({
    level: "error",
    mayPass: true,
    title: "Entra's login host cannot be reached from here",
    cause: ({ host, what, gone }) =>
      gone === undefined
        ? `The request to ${host} got no answer: ${what}. Nothing can be said about the app's credentials.`
        : `The request to ${host} goes through the proxy ${gone.proxy} (${gone.names.join(", ")}), and the proxy does not answer: ${what}. Nothing can be said about the app's credentials.`,
    fixes: ({ proxy, gone }, host) => [
      gone !== undefined
        ? {
            what: `Repair the proxy or its address in ${gone.names.join(", ")}; where the way is open without it, remove the variable and restart the app.`,
            commands: [],
          }
        : proxy === undefined
          ? {
              what: "Allow outgoing HTTPS to the login host (service tag AzureActiveDirectory), and check DNS and proxy.",
              commands: [],
            }
          : setVariable(
              "HTTPS_PROXY",
              `http://<user>:<password>@${proxy}`,
              "The proxy wants a login. SDKs take it from the proxy variable, in the app's environment:",
              host,
            ),
    ],
    // The same proxy stands before the target.
    moots: ({ proxy, gone }) => (proxy === undefined && gone === undefined ? [] : ["target-unreachable"]),
  }),
} as const;
