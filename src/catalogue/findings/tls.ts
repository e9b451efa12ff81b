import type { Fix } from "../../model/report.ts";
import { defineFinding } from "../finding-definition.ts";
import { command } from "../fixes.ts";

export interface Interception {
  /** Hosts that showed such a certificate. */
  readonly hosts: readonly string[];
  /** Who issued it, by the name in it. */
  readonly issuer: string;
}

const NODE: Fix = {
  what: "Or let the app trust that authority, whose certificate the proxy's operators have. JavaScript reads this once, when the process starts:",
  commands: ["export NODE_EXTRA_CA_CERTS='<ca.pem>'"],
};

/** What the other SDKs read; their bundles replace the public authorities, so they have to hold those, too. */
const OTHERS: readonly Fix[] = [
  {
    what: "Python and the Azure CLI (a bundle of the public authorities and that one):",
    commands: ["export REQUESTS_CA_BUNDLE='<bundle.pem>'"],
  },
  {
    what: "Go, and .NET on Linux (such a bundle, too, or the system's store with update-ca-certificates):",
    commands: ["export SSL_CERT_FILE='<bundle.pem>'"],
  },
  {
    what: "Java (its own trust store):",
    commands: [
      command("keytool", "-importcert", "-cacerts", "-noprompt", "-alias", "<name>", "-file", "<ca.pem>"),
    ],
  },
];

function exempt(hosts: readonly string[]): Fix {
  return {
    what: `Have ${hosts.join(" and ")} exempted from TLS inspection: whoever inspects it reads the app's secrets and tokens.`,
    commands: [],
  };
}

export const tlsFindings = {
  "tls-intercepted": defineFinding<Interception & { codes: readonly string[] }>({
    level: "error",
    title: "A proxy intercepts TLS, and is not trusted here",
    cause: ({ hosts, issuer, codes }) =>
      `${hosts.join(" and ")} ${hosts.length === 1 ? "shows a certificate" : "show certificates"} issued by ${issuer}, which is no authority of Azure's and not trusted here (${codes.join(", ")}): a proxy or firewall on the way opens the connection. The SDK breaks off before it sends anything.`,
    fixes: ({ hosts }) => [exempt(hosts), NODE, ...OTHERS],
  }),
  "tls-inspected": defineFinding<Interception & { byVariable: boolean }>({
    level: "info",
    title: "A proxy intercepts TLS, and is trusted here",
    cause: ({ hosts, issuer, byVariable }) =>
      `${hosts.join(" and ")} ${hosts.length === 1 ? "shows a certificate" : "show certificates"} issued by ${issuer}, which is no authority of Azure's: a proxy or firewall on the way opens the connection, and reads secrets and tokens. Node trusts it${byVariable ? " by NODE_EXTRA_CA_CERTS" : " here"}; an app in another language does so only when it is told, too.`,
    fixes: ({ hosts }) => [exempt(hosts), ...OTHERS],
  }),
  "fabric-certificate-untrusted": defineFinding<{ issuer: string; code: string; isNamed: boolean }>({
    level: "error",
    title: "Service Fabric's certificate is not trusted here",
    cause: ({ issuer, code, isNamed }) =>
      `The endpoint's certificate was issued by ${issuer}, which is not trusted here (${code}). ${
        isNamed
          ? "It is the one that IDENTITY_SERVER_THUMBPRINT names: that is how Service Fabric proves itself. Python and Go compare the thumbprint and go on; JavaScript and Java break off."
          : "It is not the one that IDENTITY_SERVER_THUMBPRINT names: something else answers there, or the variables are another process's."
      }`,
    fixes: ({ isNamed }) =>
      isNamed
        ? [
            {
              what: "Let a JavaScript app trust that very certificate, from the start of its process:",
              commands: [
                'openssl s_client -connect "$(echo "$IDENTITY_ENDPOINT" | cut -d/ -f3)" </dev/null | openssl x509 -out fabric.pem',
                "export NODE_EXTRA_CA_CERTS=fabric.pem",
              ],
            },
          ]
        : [
            {
              what: "Compare the variables with those of the app's own process (--env-from app).",
              commands: [],
            },
          ],
  }),
} as const;
