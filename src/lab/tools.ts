import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { SUBSCRIPTION_ID, TENANT_ID } from "./contoso.ts";
import { faultOf, type LabFault } from "./faults.ts";
import type { ToolBehaviour, ToolName } from "./lab-tool.ts";
import type { LabUser, Scenario } from "./scenario.ts";
import type { SignedToken, TokenSigner } from "./tokens.ts";

/** Resources that the tools have tokens for. */
const RESOURCES = [
  "https://storage.azure.com",
  "https://management.azure.com",
  "https://management.core.windows.net",
] as const;

/** What Entra says when a sign-in is too old (seen through az: microsoft/executable-docs issue 667). */
const EXPIRED =
  "AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. " +
  "The token was issued on 2026-01-05T08:12:44.5091163Z and the maximum allowed lifetime for this request is 43200. " +
  "Trace ID: 5cb99b7e-aa19-40bb-8d4a-1549475d3a00 Correlation ID: 239f3c09-b442-4380-b2ea-5fd184ee1269 " +
  "Timestamp: 2026-01-06 08:26:54Z";

/** A way in which an SDK calls a tool, told from the arguments by a shell pattern, and what the tool prints then. */
interface Dialect {
  readonly pattern: string;
  print(token: SignedToken): string;
}

interface Tool {
  readonly dialects: readonly Dialect[];
  /** Variable in which the resource may come instead of in the arguments. */
  readonly resourceVariable?: string;
  /** Shell patterns of which one is in either when a token for this resource is asked for. */
  mentions(resource: string): readonly string[];
  readonly notLoggedIn: string;
  readonly expired: string;
  /** Arguments of a call that only looks whether the tool is there. */
  readonly greeting?: string;
}

const TOOLS: Readonly<Record<ToolName, Tool>> = {
  az: {
    dialects: [{ pattern: "account get-access-token *", print: azToken }],
    mentions: (resource) => [resource],
    notLoggedIn: "ERROR: Please run 'az login' to setup account.",
    // az puts the whole answer of Entra there, and the way out below it.
    expired: `ERROR: ${EXPIRED}\nInteractive authentication is needed. Please run:\naz login --scope https://storage.azure.com/.default`,
  },
  azd: {
    dialects: [{ pattern: "auth token *", print: azdToken }],
    mentions: (resource) => [resource],
    // One JSON document on stderr since azd 1.24 (azure-identity 1.27 for Python, azd_cli.py).
    notLoggedIn: azdError("not logged in, run `azd auth login` to login", ""),
    expired: azdError(EXPIRED, "login expired, run `azd auth login` to acquire a new token."),
  },
  pwsh: {
    dialects: [
      // azidentity 1.15, azure_powershell_credential.go
      { pattern: "*-OutputFormat Text -EncodedCommand *", print: (token) => psToken(token, token.expiresOn) },
      // azure-identity 1.27 for Python, azure_powershell.py
      {
        pattern: "*-NonInteractive -EncodedCommand *",
        print: ({ token, expiresOn }) => `\nazsdk%${token}%${expiresOn}\n`,
      },
      // azure-identity 1.19 for Java, PowershellManager and PowerShellUtil
      {
        pattern: "*-NoProfile -EncodedCommand *",
        print: (token) => psToken(token, isoTime(token, "+00:00")),
      },
      // @azure/identity, azurePowerShellCredential.js; since 4.14 the resource is not in the script
      { pattern: "*-Command *", print: (token) => psToken(token, isoTime(token, "+00:00")) },
    ],
    resourceVariable: "AZURE_IDENTITY_POWERSHELL_RESOURCE",
    mentions: (resource) => [resource, ...encodedForms(`'${resource}`)],
    notLoggedIn: powershellError("Run Connect-AzAccount to login."),
    expired: powershellError(
      `Your Azure credentials have not been set up or have expired, please run Connect-AzAccount to set up your Azure credentials. ${EXPIRED}`,
    ),
    greeting: "/?",
  },
};

/** Writes the tools of a scenario into `folder`, which becomes the whole PATH. */
export async function installTools(
  folder: string,
  { tools, fault }: Pick<Scenario, "tools" | "fault">,
  signer: TokenSigner,
): Promise<void> {
  await mkdir(folder);
  await Promise.all(
    Object.entries(tools).map(async ([name, behaviour]) => {
      const tool = TOOLS[name as ToolName];
      const text = [
        "#!/bin/sh",
        ...(tool.greeting === undefined ? [] : [`[ "$*" = ${quote(tool.greeting)} ] && exit 0`]),
        ...noteCall(name, fault),
        ...(await body(tool, behaviour, signer)),
        "",
      ].join("\n");
      await writeFile(path.join(folder, name), text, { mode: 0o755 });
    }),
  );
}

/** Whoever asks the tool meets the fault: its own, or that of the token that it has. */
function noteCall(name: string, fault: LabFault | undefined): string[] {
  if (fault?.notes === undefined) return [];
  const { kind } = faultOf(fault);
  const isMet = kind === "token" || (kind === "tool" && fault.at === name);
  return isMet ? [`${print("played")} >> ${quote(fault.notes)}`] : [];
}

/** Built-in commands and absolute paths only: nothing else is on the PATH. */
async function body(tool: Tool, behaviour: ToolBehaviour, signer: TokenSigner): Promise<string[]> {
  switch (behaviour.state) {
    case "logged-in":
      return await tokens(tool, behaviour.user, signer);
    case "not-logged-in":
      return refuse(tool.notLoggedIn);
    case "expired":
      return refuse(tool.expired);
    case "refused":
      return refuse(`ERROR: ${behaviour.text}`);
    case "hangs":
      return ["exec /bin/sleep 3600"];
    case "broken":
      return [print("a sentence where a token should be")];
    case "floods":
      return ["while :; do", `  ${print("a line of a tool that never ends")}`, "done"];
    case "garbage":
      return [String.raw`printf '\377\376\000\033[31m\302\233\342\200\256{"accessToken":\000'`];
    case "forks":
      // Named by the path of the tool, so that one can look for it.
      return [`/bin/sh -c 'while :; do /bin/sleep 5; done' "$0" &`, ...refuse("ERROR: the tool has left")];
  }
}

/** The script cannot sign: it holds one token for each resource. */
async function tokens(tool: Tool, user: LabUser, signer: TokenSigner): Promise<string[]> {
  const arms = RESOURCES.map(async (resource) => {
    const token = await signer.forUser(user, resource);
    const inner = tool.dialects.map(
      ({ pattern, print: say }) => `    ${casePattern(pattern)}) ${print(say(token))}; exit 0 ;;`,
    );
    const asked = tool.mentions(resource).map((text) => casePattern(`*${text}*`));
    return [`  ${asked.join("|")}) case "$*" in`, ...inner, "    esac ;;"];
  });
  const lines = await Promise.all(arms);
  const variable = tool.resourceVariable === undefined ? "" : ` $${tool.resourceVariable}`;
  return [
    `case "$*${variable}" in`,
    ...lines.flat(),
    "esac",
    ...refuse(`ERROR: this tool of the lab takes no such call`),
  ];
}

function azToken({ token, expiresOn }: SignedToken): string {
  const local = new Date(expiresOn * 1000 - new Date(expiresOn * 1000).getTimezoneOffset() * 60_000);
  return JSON.stringify({
    accessToken: token,
    // az writes local time there, without saying so.
    expiresOn: local
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z$/, ".000000"),
    expires_on: expiresOn,
    subscription: SUBSCRIPTION_ID,
    tenant: TENANT_ID,
    tokenType: "Bearer",
  });
}

function azdToken(token: SignedToken): string {
  return JSON.stringify({ token: token.token, expiresOn: isoTime(token, "Z") });
}

function azdError(error: string, suggestion: string): string {
  return JSON.stringify({ error, message: `ERROR: ${error}`, suggestion });
}

function psToken({ token }: SignedToken, expiresOn: string | number): string {
  return JSON.stringify({ ExpiresOn: expiresOn, Token: token });
}

function powershellError(text: string): string {
  return `Get-AzAccessToken: \nLine |\n  22 |  $token = Get-AzAccessToken @params\n     |           ~~~~~~~~~~~~~~~~~~~~~~~~~~\n     | ${text}`;
}

function isoTime({ expiresOn }: SignedToken, zone: string): string {
  return new Date(expiresOn * 1000).toISOString().replace(/\.\d+Z$/, zone);
}

/**
 * How a text looks inside a base64 text of UTF-16: at each of the three places where it may begin, without the
 * characters that its neighbours have a part in.
 */
function encodedForms(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, "utf16le")]);
    const whole = Math.floor(bytes.length / 3) * 4;
    return bytes.toString("base64").slice(offset === 0 ? 0 : 4, whole);
  });
}

function refuse(text: string): string[] {
  return [`${print(text)} >&2`, "exit 1"];
}

function print(text: string): string {
  return `printf '%s\\n' ${quote(text)}`;
}

/** A shell pattern: stars stay stars, everything else is taken as it is. */
function casePattern(pattern: string): string {
  return pattern
    .split("*")
    .map((part) => (part === "" ? "" : quote(part)))
    .join("*");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
