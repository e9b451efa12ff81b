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

function loginTo(tools: readonly string[]): string[] {
  return tools.flatMap((tool) => LOGIN[tool] ?? []);
}

export const toolFindings = {
  "tool-login-expired": defineFinding<ToolLogin>({
    level: "error",
    title: "The login of a developer tool has expired",
    cause: ({ tool, reason }) =>
      `${tool} is installed and somebody signed in to it, but Entra no longer accepts that login: ${reason}`,
    fixes: ({ tool }) => [
      { what: "Sign in again, as the user that the app runs as:", commands: loginTo([tool]) },
    ],
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
        commands: loginTo(tools.map(({ tool }) => tool)),
      },
    ],
  }),
} as const;
