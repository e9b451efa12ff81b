import { defineFinding } from "../finding-definition.ts";
import { unsetVariables } from "../fixes.ts";

export const machineFindings = {
  "token-opaque": defineFinding<{ link: string }>({
    level: "info",
    title: "A token cannot be decoded",
    cause: ({ link }) =>
      `${link} gave a token that is no readable JWT: whom it speaks for cannot be told from it.`,
    fixes: () => [],
  }),
  "clock-skew": defineFinding<{ seconds: number; source: string }>({
    level: "warning",
    title: "This machine's clock is off",
    cause: ({ seconds, source }) =>
      `The clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? "ahead of" : "behind"} ${source}'s. Tokens may be refused as expired or not yet valid.`,
    fixes: () => [{ what: "Synchronise the clock:", commands: ["timedatectl status"] }],
  }),
  "tls-check-disabled": defineFinding<object>({
    level: "warning",
    title: "The app does not check TLS certificates",
    cause: () =>
      "NODE_TLS_REJECT_UNAUTHORIZED=0 is set: a Node app sends its secrets and tokens to whoever answers. This run did not obey it.",
    fixes: () => [
      unsetVariables(
        ["NODE_TLS_REJECT_UNAUTHORIZED"],
        "Trust the right CA instead (NODE_EXTRA_CA_CERTS), and",
      ),
    ],
  }),
  "link-crashed": defineFinding<{ link: string; text: string }>({
    level: "warning",
    title: "An attempt broke inside credprobe",
    cause: ({ link, text }) =>
      `${link}: ${text}. This is a fault of credprobe, please report it; the other links were tried.`,
    fixes: () => [],
  }),
} as const;
