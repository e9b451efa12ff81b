/** Every word that the text rendering adds of its own; all else it prints stands in the report. */
export const LABELS = {
  lab: (scenario: string) => `LAB: simulated Azure host, scenario ${scenario}`,
  verdict: "VERDICT",
  works: "WORKS",
  message: "MESSAGE",
  links: "LINKS",
  chains: "CHAINS",
  token: "TOKEN",
  otherTokens: "OTHER TOKENS",
  access: "ACCESS",
  reach: "REACH",
  findings: "FINDINGS",
  environment: "ENVIRONMENT",
  host: "HOST",
  sdkLog: "SDK LOG",

  exitCode: (code: number) => `exit code ${code}`,
  cutShort: (by: string | undefined) =>
    by === undefined
      ? "The run was cut short; this report is partial."
      : `The run was cut short by ${by}; this report is partial.`,

  winner: "winner",
  connection: "this connection",
  otherService: "another service",
  winsIn: (sdks: readonly string[]) => `wins in ${sdks.join(", ")}`,
  shadowed: "shadowed",
  shadowedIn: (sdks: readonly string[]) => `shadowed in ${sdks.join(", ")}`,
  folded: (outcome: string) => `${outcome.replaceAll("-", " ")}:`,
  entra: (code: number) => `AADSTS${code}`,
  correlationId: "correlation id",
  traceId: "trace id",
  requestId: "request id",

  wins: (link: string) => `${link} wins`,
  stopsAt: (link: string) => `stops at ${link}`,
  noLinkWins: "no link wins",
  notForThis: (why: string) => `not the app's SDK: ${why}`,
  asks: ({ name, why, ids }: { name: string; why: string; ids: "any" | "client-id" | "none" }) =>
    `a managed identity is asked of ${name} (${why})${ids === "none" ? "; it takes no ids" : ""}${ids === "client-id" ? "; it takes client ids only" : ""}`,
  unknown: "unknown",
  confirmation: "real DefaultAzureCredential",
  confirmed: "as predicted",
  notConfirmed: "not as predicted",

  kind: "kind",
  because: "because",
  tenant: "tenant",
  objectId: "object id",
  clientId: "client id",
  resourceId: "resource id",
  audience: "audience",
  issuer: "issuer",
  issued: "issued",
  expires: "expires",
  scope: "scope",
  claims: "claims",
  source: "source",
  opaque: "opaque: no claims can be read",
  asked: "asked",
  withoutProxy: "without the proxy",
  outcome: "outcome",

  noAnswer: "no answer",
  // A random name stands for all of it.
  tested: (kind: string, name: string) =>
    name.startsWith("azcredprobe") ? `tested the ${kind} as a whole` : `tested ${kind} ${name}`,

  armOf: (link: string, part: string, said: string) =>
    `Azure Resource Manager, asked as ${link}${part === "" ? "" : ` about ${part}`}: ${said}`,
  armFindsNothing: (answer: string) => `the resource was not found (last answer: ${answer})`,
  armTellsNoRoles: (answer: string) => `the roles were not told (last answer: ${answer})`,
  roleAt: (role: string, scope: string, isConditional: boolean) =>
    `${role} at ${scope}${isConditional ? ", under a condition" : ""}`,
  noRole: "no role",
  denial: (name: string) => `denied by ${name}`,

  route: {
    "private-endpoint": "private endpoint in use",
    "private-address": "private address",
    "public-beside-private-endpoint": "public address beside a private endpoint",
    public: "public address",
  },

  fix: "fix:",
  more: "more:",

  secret: "secret",
  from: (where: string) => `from ${where}`,
  notSet: "not set:",

  evidence: "evidence",
  region: "region",
  instanceId: "instance id",
  console: "console",
  terminal: "a terminal",
  noTerminal: "no terminal",
  process: "process",
  asApp: "as the app",
  app: (pid: number, command: string, uid: number, gid: number, how: string, switched: boolean) =>
    `process ${pid} (${command}), uid ${uid}, gid ${gid}: ${how}${switched ? "; its user was taken on" : ""}`,
  proxy: "proxy",
  metadata: "metadata",
  clock: "clock",
  skew: (seconds: number, source: string | undefined) =>
    `${seconds > 0 ? "+" : ""}${seconds} s${source === undefined ? "" : ` against ${source}`}`,
  tool: "tool",
  run: "run",
  targets: "targets",
  removed: "removed",
  removals: (count: number, kinds: readonly string[]) =>
    `${count} ${count === 1 ? "secret" : "secrets"} (${kinds.join(", ")})`,
  leftOut: (lines: number) => `... (${lines} more lines)`,
} as const;
