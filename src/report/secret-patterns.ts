/** Text that is a secret by its look alone, whatever its value. */
export interface SecretPattern {
  /** Stands in the report instead of the secret, and in its list of redactions. */
  readonly kind: string;
  /** Global. The first group, where there is one, is the part before the secret, which stays. */
  readonly regex: RegExp;
  /** Texts as they were seen, with a fake in place of the secret. */
  readonly samples: readonly string[];
}

/** How names of secrets end: of headers, variables, properties, and in URLs, form bodies, connection strings, settings. */
const ENDINGS = [
  "account_?key",
  "access_?key",
  "api[_-]?key",
  "functions-key",
  "subscription-key",
  "instrumentation_?key",
  "(?:[_-]|client|msi)secret",
  "client_?assertion",
  "password",
  "passwd",
  "pwd",
  "(?:access|refresh|id|sas)[_-]?token",
  "identity_?header",
  "connection_?string",
  "set-cookie",
].join("|");

/** In texts, where `name=value` or quotes show that a value follows, these are such names, too. */
const NAMES = `${ENDINGS}|(?<![a-z0-9])(?:sig|secret)|assertion|cookie`;

/** Names of passwords, which may hold spaces. */
const PASSWORD = "(?:password|passwd|pwd)";

/** Shorter than any real key, so that the samples of this table are no finding of a secret scanner. */
const FAKE = "FAKE0secret";

/**
 * Every expression is linear: no unbounded repetition stands before another that can match the same text, and
 * what follows an unbounded one cannot fail. They see text with its JSON, URL and HTML escapes undone, too.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    // A JWT or JWE, whole, cut short, or without its signature; and the same once more in base64.
    kind: "token",
    regex: /eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]+){0,4}|ZXlK[A-Za-z0-9+/_-]{8,}={0,2}/g,
    samples: [
      "eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0.FAKE0secret",
      "eyJGQUtFMHNlY3JldCI6MX0.eyJGQUtFMHNlY3JldCI6MX0",
      "eyJGQUtFMHNlY3JldCI6",
      "ZXlKR1FVdEZNSE5sWTNKbGRDSTZNWDA=",
    ],
  },
  {
    kind: "private key",
    regex:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|[\s\S]*)/g,
    samples: [
      `-----BEGIN PRIVATE KEY-----\n${FAKE}\n-----END PRIVATE KEY-----`,
      `-----BEGIN RSA PRIVATE KEY-----\n${FAKE}\n${FAKE}`,
    ],
  },
  {
    kind: "header",
    regex:
      /(authorization["']?\s{0,9}:\s{0,9}["']?)(?:(?:bearer|basic|digest|negotiate|ntlm|pop|shared\w{3,30})\s{1,9}[^\s"',;<>]+|[^\s"',;{}[\]<>]{6,})/gi,
    samples: [
      `GET / HTTP/1.1\r\nAuthorization: Bearer ${FAKE}\r\nHost: x`,
      `{"authorization":"Basic ${FAKE}="}`,
      `Proxy-Authorization: ${FAKE}`,
      `authorization: type%3Daad%26ver%3D1.0%26sig%3D${FAKE}`,
    ],
  },
  {
    // A challenge (Bearer authorization_uri=..., Bearer realm="...") names parameters and has no digit there.
    kind: "header",
    regex: /(bearer\s{1,9})(?=[a-z._~+/-]{0,200}\d)[a-z0-9._~+/-]{16,}={0,2}/gi,
    samples: [`used Bearer ${FAKE}-${FAKE} for it`],
  },
  {
    kind: "header",
    regex: /(basic\s{1,9})(?=[a-z]{0,200}[0-9+/])[a-z0-9+/]{8,}={0,2}/gi,
    samples: [`used Basic ${FAKE}== for it`],
  },
  {
    kind: "header",
    regex: /(x-identity-header["']?\s{0,9}[:=]\s{0,9}["']?)[^\s"',;<>]+/gi,
    samples: [`X-IDENTITY-HEADER: ${FAKE}`, `{"x-identity-header":"${FAKE}"}`],
  },
  {
    // Machine Learning and Service Fabric; at the start of a line only, for "secret:" occurs in prose.
    kind: "header",
    regex: /((?:^|[\n{,("'])[ \t]{0,9}secret["']?[ \t]{0,9}:[ \t]{0,9}["']?)[^\s"',;<>]+/gim,
    samples: [`Metadata: true\nsecret: ${FAKE}`, `{"secret":"${FAKE}"}`, `Secret: ${FAKE}`],
  },
  {
    kind: "header",
    regex: /(cookie["']?\s{0,9}:\s{0,9}["']?)[^\r\n"']+/gi,
    samples: [
      `Cookie: AppServiceAuthSession=${FAKE}; ARRAffinity=${FAKE}\r\nHost: x`,
      `Set-Cookie: a=${FAKE}; Path=/`,
    ],
  },
  {
    kind: "header",
    regex: /((?:api-key|functions-key|subscription-key)["']?\s{0,9}:\s{0,9}["']?)[^\s"',;<>]{6,}/gi,
    samples: [`api-key: ${FAKE}`, `x-functions-key: ${FAKE}`, `{'Ocp-Apim-Subscription-Key': '${FAKE}'}`],
  },
  {
    // "client_secret":"...", also in single quotes, and settings as name="..." or name: "...".
    kind: "secret value",
    regex: new RegExp(`((?:${NAMES})["']?\\s{0,9}[:=]\\s{0,9}(["']))(?:(?!\\2)[^\\\\]|\\\\[\\s\\S])+`, "gi"),
    samples: [
      `{"access_token":"${FAKE}","token_type":"Bearer"}`,
      `{'refresh_token': '${FAKE}\\'${FAKE}'}`,
      `{"client_secret" : "${FAKE}`,
      `password="${FAKE} ${FAKE}"`,
    ],
  },
  {
    // name=value in URLs, form bodies, connection strings and shells.
    kind: "secret value",
    regex: new RegExp(`((?:${NAMES})\\s{0,2}=\\s{0,2})[^\\s&;"'<>]+`, "gi"),
    samples: [
      `https://contoso.blob.core.windows.net/c?sv=2024-11-04&sig=${FAKE}%2B%3D&se=2026-11-23`,
      `AccountName=contoso;AccountKey=${FAKE}==;EndpointSuffix=core.windows.net`,
      `SharedAccessKeyName=root;SharedAccessKey=${FAKE}=;EntityPath=q`,
      `grant_type=client_credentials&client_secret=${FAKE}&scope=x`,
      `client_assertion_type=urn%3Aietf&client_assertion=${FAKE}&scope=x`,
      `Server=db;User=app;Pwd=${FAKE};`,
      `AZURE_CLIENT_SECRET=${FAKE}`,
      `type=aad&ver=1.0&sig=${FAKE}`,
      `MSI_SECRET=${FAKE}`,
      `GET /c?subscription-key=${FAKE}&x=1`,
      `InstrumentationKey=${FAKE};IngestionEndpoint=x`,
      `secret=${FAKE}`,
    ],
  },
  {
    // Of a connection string: up to the semicolon, also with spaces.
    kind: "secret value",
    regex: new RegExp(`(;\\s{0,9}${PASSWORD}\\s{0,2}=\\s{0,2})(?:[^;\\r\\n"'<>]|'(?=\\w))+`, "gi"),
    samples: [`Server=x;Password=${FAKE} ${FAKE} it's ${FAKE};Encrypt=true`, `Server=x; Pwd=${FAKE} ${FAKE}`],
  },
  {
    kind: "secret value",
    regex: new RegExp(`(${PASSWORD}\\s{0,2}=\\s{0,2})[^;=\\r\\n"'<>]{1,200}(?=;)`, "gi"),
    samples: [`Password=${FAKE} ${FAKE};Server=x`],
  },
  {
    // Keys of functions; an error's page at Entra takes its number by the same name.
    kind: "secret value",
    regex: /((?<!\/error)[?&]code=)(?!\d{1,9}(?![\w%~+/=-]))[^\s&;"'<>#]+/gi,
    samples: [`https://contoso.azurewebsites.net/api/f?code=${FAKE}==`, `https://x/cb?state=1&code=${FAKE}`],
  },
  {
    // "name: value" occurs in prose ("AZURE_CLIENT_SECRET: not set"): one word with a digit in it, or alone in its line.
    kind: "secret value",
    regex: new RegExp(`((?:${ENDINGS})["']?[ \\t]{0,9}:[ \\t]{0,9})(?=\\S{0,80}\\d)[^\\s"',;<>]{6,}`, "gi"),
    samples: [`MSI_SECRET: ${FAKE}`, `the password: ${FAKE}, as it was`, `refresh_token: ${FAKE}`],
  },
  {
    kind: "secret value",
    regex: new RegExp(
      `((?:^|[\\n"'])[ \\t]{0,9}[\\w.-]{0,60}(?:${ENDINGS})[ \\t]{0,9}:[ \\t]{0,9})(?!(?:missing|present|absent|unset|empty)(?!\\w))[^\\s"',;<>]{6,}(?=[ \\t]{0,9}(?:["'\\r\\n]|$))`,
      "gi",
    ),
    samples: ["x\nAZURE_CLIENT_SECRET: FAKEsecret\ny", "db_password: FAKE-secret"],
  },
  {
    // The value of this one is itself a list of name=value pairs joined by &.
    kind: "secret value",
    regex: /(shared_?access_?signature\s{0,2}=\s{0,2})[^\s;"'<>]+/gi,
    samples: [`BlobEndpoint=x;SharedAccessSignature=sv=2024&${FAKE}&se=2026;Y=1`],
  },
  {
    kind: "secret value",
    regex: new RegExp(`(["'](?:${NAMES})["']\\s{0,9}:\\s{0,9})(?!null|true|false)[^\\s"',}\\]]+`, "gi"),
    samples: [`{"password":12345${FAKE}}`],
  },
  {
    // Refresh tokens and codes of Entra, and of personal accounts.
    kind: "token",
    regex: /(?<![\w.])(?:[01]\.A[\w-]{30,}(?:\.[\w-]+)*|M\.[A-Z]\d{1,4}_[A-Z0-9]{2,5}\.[\w!*$.-]{20,})/g,
    samples: [`got 1.A${FAKE.repeat(4)}.AgAB${FAKE}-${FAKE} back`, `M.C507_BL2.-${FAKE}*${FAKE}!${FAKE}`],
  },
  {
    // Up to the last @ before the path; where a colon is followed by no port, up to the last @: passwords with an @
    // or a slash are seen in proxy variables.
    kind: "user info",
    regex: /(:\/\/)(?:(?!\[)[^\s/?#"'<>@:]*:(?!\d{1,5}[/?#])(?:(?!:\/\/)[^\s"'<>])*|[^\s/?#"'<>]+)(?=@)/g,
    samples: [
      `http://user:${FAKE}@proxy.example:8080/`,
      `https://user:a@${FAKE}@proxy.example`,
      `http://user:a/${FAKE}@proxy.example`,
      `http://user:a@b/${FAKE}?@proxy.example`,
    ],
  },
  {
    // Keys of storage and Cosmos DB accounts: 64 bytes in base64.
    kind: "account key",
    regex: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/g,
    samples: [`key ${"FAKE".repeat(22).slice(2)}==`],
  },
  {
    // Secrets that Entra makes carry this mark at a fixed place.
    kind: "client secret",
    regex: /[\w~.-]{3}\dQ~[\w~.-]{31,34}/g,
    samples: [`use FAK8Q~${"FAKE".repeat(8)}FA now`],
  },
];

/** Names of headers, variables and properties whose whole value is a secret. */
const SECRET_NAME = new RegExp(
  `^(?:secret|(?:proxy-|x-ms-)?authorization(?:-auxiliary)?|x-identity-header|cookie|sig|.*shared_?access_?signature|.*(?:${ENDINGS}))$`,
  "i",
);

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
