import type { MessageRow } from "./message-row.ts";

/** Words of a request to the endpoint of a managed identity: addresses, paths and ports of chain.md section 3. */
export const IDENTITY_ENDPOINT =
  /169\.254\.169\.254|metadata\/identity|\/msi\/token|(?::|port=)(?:40342|42356)\b|HTTPConnection(?:Pool)?\(host='(?:localhost|127\.)|Managed ?Identity|(?:IDENTITY|MSI)_ENDPOINT/i;
export const METADATA = /169\.254\.169\.254/;
/** Words of a request to Entra. */
const LOGIN =
  /login\.(?:microsoftonline|partner\.microsoftonline|chinacloudapi|microsoft|windows)\.|sts\.windows\.net|openid-configuration|endpoints_resolution_error|(?:Environment|ClientSecret|ClientCertificate|WorkloadIdentity|ClientAssertion)Credential/;
const PROXY = /unable to connect to proxy|proxyconnect|proxyerror|tunneling socket/i;

/** Neither of the two that the SDKs themselves call: the target, or something else of the app's. */
const any = (...patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join("|"), "i");
const ELSEWHERE = any(IDENTITY_ENDPOINT, LOGIN, PROXY);

const REFUSED = /connection refused|ECONNREFUSED|actively refused it/i;
const UNKNOWN_NAME =
  /\bENOTFOUND|Name or service not known|nodename nor servname|no such host|NameResolutionError|UnknownHostException/i;
const NO_NAME_SERVER = /EAI_AGAIN|temporary failure in name resolution|server misbehaving/i;
const SILENT =
  /ETIMEDOUT|ConnectTimeout|connect(?:ion)? timed out|i\/o timeout|did not properly respond after a period of time|UND_ERR_CONNECT_TIMEOUT/i;
const NO_ROUTE =
  /ENETUNREACH|EHOSTUNREACH|network is unreachable|unreachable (?:network|host)|No route to host/i;
const BAD_GATEWAY = /RESPONSE 50[24]|status code:? ?50[24]|50[24] (?:Bad Gateway|Gateway Time-?out)/i;
const UNTRUSTED =
  /SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate|unable to (?:get local issuer certificate|verify the first certificate)|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERTIFICATE_VERIFY_FAILED|x509: certificate signed by unknown authority|PKIX path building failed|remote certificate is invalid/i;
const PROXY_LOGIN = /407|Proxy Authentication Required/;

/**
 * What operating systems, TLS libraries and HTTP clients say when a request does not arrive. The same words mean something
 * else for every place, so each row says beside what they have to stand.
 */
export const networkMessages: readonly MessageRow[] = [
  {
    pattern: /Proxy Authentication Required|(?:statusCode=|Tunnel connection failed: )407/i,
    causes: ["proxy-wants-login"],
    means: "The proxy on the way wants user and password, and was given none that it takes.",
  },
  {
    pattern: PROXY,
    apart: PROXY_LOGIN,
    causes: ["proxy-unreachable", "proxy-use"],
    means: "The request goes through a proxy, which does not answer or does not let it through.",
  },
  {
    pattern: UNTRUSTED,
    beside: /:2377\b/,
    link: "managed-identity",
    causes: ["fabric-certificate-untrusted"],
    means: "The certificate of Service Fabric's identity endpoint, which is self-signed, is not trusted.",
  },
  {
    pattern: UNTRUSTED,
    apart: /:2377\b/,
    causes: ["tls-intercepted"],
    means: "The certificate on the way is not trusted: a proxy opens TLS, or an authority is missing.",
  },
  {
    pattern: UNKNOWN_NAME,
    beside: LOGIN,
    causes: ["login-name-unknown"],
    means: "The name server answers, and knows no login host of that name.",
  },
  {
    pattern: UNKNOWN_NAME,
    apart: ELSEWHERE,
    causes: ["name-does-not-resolve", "private-zone-lacks-record"],
    means:
      "The name server answers, and knows no such name: a typo, a resource that is gone, or a private DNS zone without a record. Roles have no part in it.",
  },
  {
    pattern: NO_NAME_SERVER,
    causes: ["names-not-answered"],
    means: "The name server does not answer, whatever name it is asked for.",
  },
  {
    pattern: REFUSED,
    beside: METADATA,
    link: "managed-identity",
    causes: ["metadata-refused", "shell-without-variables"],
    means:
      "Nothing listens at the metadata address: on a platform with an endpoint of its own its variables are not set in this process, elsewhere this is no machine of Azure's.",
    isUsual: true,
  },
  {
    pattern: REFUSED,
    beside: IDENTITY_ENDPOINT,
    apart: any(METADATA, PROXY),
    link: "managed-identity",
    causes: ["identity-endpoint-unreachable"],
    means: "Nothing listens at the address of the identity endpoint.",
    isUsual: true,
  },
  {
    pattern: any(SILENT, NO_ROUTE),
    beside: IDENTITY_ENDPOINT,
    link: "managed-identity",
    causes: ["metadata-silent", "metadata-refused", "shell-without-variables"],
    means:
      "No identity endpoint answered: not on Azure, kept away by the network, or the platform's variables are not set in this process.",
    isUsual: true,
  },
  {
    pattern: any(REFUSED, SILENT, NO_ROUTE),
    beside: LOGIN,
    apart: any(IDENTITY_ENDPOINT, PROXY),
    causes: ["login-unreachable"],
    means: "The request to the login host got no answer: nothing can be said about credentials.",
  },
  {
    pattern: any(REFUSED, SILENT, NO_ROUTE),
    apart: ELSEWHERE,
    causes: ["target-unreachable", "private-endpoint-bypassed"],
    means:
      "The address that was called does not take the connection: a firewall, a private endpoint, or nothing listens there. No token was looked at.",
  },
  {
    pattern: /request failed due to a gateway error/i,
    link: "managed-identity",
    causes: ["metadata-behind-proxy"],
    means: "A proxy or gateway stands before the metadata service, which must be asked directly.",
  },
  {
    pattern: BAD_GATEWAY,
    beside: IDENTITY_ENDPOINT,
    link: "managed-identity",
    causes: ["metadata-behind-proxy"],
    means:
      "502 and 504 are no answers of an identity endpoint's: a proxy or gateway stands before it, which must be gone around.",
  },
  {
    pattern: BAD_GATEWAY,
    beside: LOGIN,
    apart: IDENTITY_ENDPOINT,
    causes: ["login-unreachable"],
    means: "Something on the way answered in place of the login host.",
  },
  {
    pattern: BAD_GATEWAY,
    apart: ELSEWHERE,
    causes: ["answer-unclear"],
    means:
      "The service, or a gateway before it, is out of order at the moment: such an answer says nothing about roles.",
  },
];
