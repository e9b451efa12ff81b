import { defineFinding } from "../finding-definition.ts";
import { command } from "../fixes.ts";

export interface ToolLogin {
  readonly tool: string;
  /** What the link says of it. */
  readonly reason: string;
}

/** How each tool is signed in to again. */
const LOGIN: Readonly<Record<string, string>> = {
  az: command("az", "login"),
  azd: command("azd", "auth", "login"),
  pwsh: command("pwsh", "-Command", "Connect-AzAccount"),
};

/** How each tool is asked for a token, without one being shown. */
const ASK: Readonly<Record<string, string>> = {
  az: "az account get-access-token --output none",
  azd: "azd auth login --check-status",
  pwsh: "pwsh -NoProfile -Command 'Get-AzContext'",
};

function commandsOf(table: Readonly<Record<string, string>>, tools: readonly string[]): string[] {
  return tools.flatMap((tool) => table[tool] ?? []);
}

/** Python and Go wait as long for a tool; JavaScript and Java without limit (chain.md section 4.2). */
const SDK_SECONDS = 10;

export const toolFindings = {
  "tool-login-expired": defineFinding<ToolLogin>({
    level: "error",
    title: "The login of a developer tool has expired",
    cause: ({ tool, reason }) =>
      `${tool} is installed and somebody signed in to it, but Entra no longer accepts that login: ${reason}`,
    fixes: ({ tool }) => [
      { what: "Sign in again, as the user that the app runs as:", commands: commandsOf(LOGIN, [tool]) },
    ],
  }),
  "tool-hangs": defineFinding<{ tool: string; seconds: number }>({
    level: "error",
    title: "A developer tool did not answer in time",
    cause: ({ tool, seconds }) =>
      `${tool} was asked for a token and had not answered after ${seconds} ${seconds === 1 ? "second" : "seconds"}${seconds < SDK_SECONDS ? ", which is less than any SDK waits: it may be merely slow" : ""}. JavaScript and Java wait for it without limit; Python and Go give up after 10 seconds and go on.`,
    fixes: ({ tool }) => [
      { what: "Run it by hand, and see what it waits for:", commands: commandsOf(ASK, [tool]) },
      { what: "If it is merely slow, give it more time here: --timeout 60", commands: [] },
    ],
  }),
  "tool-unusable": defineFinding<ToolLogin>({
    level: "error",
    title: "A developer tool is there, and cannot be used",
    cause: ({ tool, reason }) =>
      `${tool} is on the PATH, so the chain asks it; it gives no token, whoever is signed in: ${reason}.`,
    fixes: ({ tool }) => [
      {
        what: "Run it by hand, as the user that the app runs as, and see what it says:",
        commands: commandsOf(ASK, [tool]),
      },
      ...(tool === "pwsh"
        ? [
            {
              what: "If its module is missing, install it for that user, and sign in:",
              commands: [
                "pwsh -Command 'Install-Module -Name Az.Accounts -Scope CurrentUser -Repository PSGallery'",
                ...commandsOf(LOGIN, [tool]),
              ],
            },
          ]
        : []),
    ],
    moots: ["no-tool-installed"],
  }),
  "no-tool-installed": defineFinding<{ tools: readonly ToolLogin[]; editor?: string | undefined }>({
    level: "error",
    title: "No developer tool is installed on this machine",
    cause: ({ tools, editor }) =>
      `On a developer's machine an app gets its identity from a developer tool that somebody signed in to: there is no managed identity here, and no variables name a service principal. ${tools
        .map(({ tool, reason }) => (reason.includes(tool) ? `${reason}.` : `${tool}: ${reason}.`))
        .join(" ")}${
        editor === undefined
          ? ""
          : ` Visual Studio Code: ${editor} (and in the editor the extension Azure Resources, signed in).`
      }`,
    fixes: () => [
      {
        what: "Install the Azure CLI, which every SDK's chain asks (https://aka.ms/installazurecli), and sign in, as the user that the app runs as:",
        commands: commandsOf(LOGIN, ["az"]),
      },
      {
        what: "Or the Azure Developer CLI (https://aka.ms/azd-install):",
        commands: commandsOf(LOGIN, ["azd"]),
      },
    ],
    // No managed identity is what is to be expected there.
    moots: ["metadata-silent", "metadata-refused"],
  }),
  "no-tool-login": defineFinding<{ tools: readonly ToolLogin[] }>({
    level: "error",
    title: "No developer tool here gives a token",
    cause: ({ tools }) =>
      `On a machine that is not Azure's an app gets its identity from a developer tool. ${tools
        .map(({ tool, reason }) => `${tool}: ${reason}.`)
        .join(" ")}`,
    fixes: ({ tools }) => [
      {
        what: "Sign in to one of them, as the user that the app runs as:",
        commands: commandsOf(
          LOGIN,
          tools.map(({ tool }) => tool),
        ),
      },
    ],
  }),
} as const;
