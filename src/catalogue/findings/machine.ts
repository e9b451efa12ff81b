import type { Sdk } from "../../model/words.ts";
import { defineFinding, LOGIN_NOT_REACHED } from "../finding-definition.ts";
import { command, SAME_TARGETS } from "../fixes.ts";
import { describeSkew, TOLERATED_SKEW_SECONDS } from "../skew.ts";
import { unsetVariables } from "../variable-commands.ts";

export interface ProxiedAddress {
  readonly host: string;
  readonly ways: Readonly<Record<"proxy" | "direct" | "unknown", readonly Sdk[]>>;
}

function describeWays({ proxy, direct, unknown }: ProxiedAddress["ways"]): string {
  const parts: readonly (readonly [string, readonly Sdk[]])[] = [
    ["through the proxy in", proxy],
    ["directly in", direct],
    ["not known in", unknown],
  ];
  return parts
    .filter(([, sdks]) => sdks.length > 0)
    .map(([how, sdks]) => `${how} ${sdks.join(", ")}`)
    .join("; ");
}

export const machineFindings = {
  "token-opaque": defineFinding<{ link: string }>({
    level: "info",
    title: "A token cannot be decoded",
    cause: ({ link }) =>
      `${link} gave a token that is no readable JWT: whom it speaks for cannot be told from it.`,
    fixes: () => [],
  }),
  "clock-skew": defineFinding<{ seconds: number; source: string; refused: boolean }>({
    level: "warning",
    title: "This machine's clock is off",
    says: ({ seconds, source }) => `This machine's clock is ${describeSkew(seconds)} ${source}'s`,
    cause: ({ seconds, source, refused }) =>
      `The clock is ${describeSkew(seconds)} ${source}'s (${Math.abs(seconds)} seconds). ${
        refused
          ? "Entra allows five minutes: what this machine signs is dated by that clock, and Entra takes it for expired (AADSTS700024)."
          : Math.abs(seconds) > TOLERATED_SKEW_SECONDS
            ? `Entra and the services allow five minutes: what this machine signs is refused (AADSTS700024), and ${seconds > 0 ? "good tokens look expired to it" : "expired tokens look good to it"}.`
            : "Entra and the services allow five minutes, so this does no harm yet."
      }`,
    fixes: () => [
      {
        what: "Synchronise the clock, and see whether it is kept so (after sleep, WSL needs it: sudo hwclock --hctosys):",
        commands: ["sudo timedatectl set-ntp true", "timedatectl status"],
      },
    ],
    moots: ({ refused }) => (refused ? ["assertion-expired"] : []),
  }),
  "proxy-use": defineFinding<{
    names: readonly string[];
    noProxy: string | undefined;
    addresses: readonly ProxiedAddress[];
  }>({
    level: "info",
    title: "Which SDKs send their requests through the proxy",
    cause: ({ names, noProxy, addresses }) =>
      [
        `${names.join(", ")} ${names.length === 1 ? "is" : "are"} set${noProxy === undefined ? "" : `, and NO_PROXY is ${noProxy}`}.`,
        ...addresses.map(({ host, ways }) => `${host}: ${describeWays(ways)}.`),
        "JavaScript takes any proxy variable for every request, and of NO_PROXY exact hosts and .suffix only; Python and Go also ranges and *.",
      ].join(" "),
    fixes: () => [],
  }),
  "tls-check-disabled": defineFinding<object>({
    level: "warning",
    title: "The app does not check TLS certificates",
    cause: () =>
      "NODE_TLS_REJECT_UNAUTHORIZED=0 is set: a Node app sends its secrets and tokens to whoever answers. This run did not obey it.",
    fixes: (_args, host) => [
      unsetVariables(
        ["NODE_TLS_REJECT_UNAUTHORIZED"],
        "Trust the right CA instead (NODE_EXTRA_CA_CERTS), and",
        host,
      ),
    ],
  }),
  "limit-too-short": defineFinding<{
    seconds: number;
    what: readonly string[];
    isShort: boolean;
    ofTargets: boolean;
  }>({
    level: "warning",
    title: "This run's own limit ended something too early to tell",
    says: ({ seconds, what }) =>
      `This run's own limit of ${seconds} s ended ${what.join(", ")} too early to tell`,
    cause: ({ seconds, what, isShort, ofTargets }) =>
      `This run waits ${seconds} s for each step, and ended ${what.join(", ")} then, ${
        isShort
          ? "with no answer yet: that is less than any SDK waits"
          : "before anybody had been asked: the machine has too much else to do, or a file that is read there does not answer"
      }. It says nothing about ${ofTargets ? "the target" : "the app"}, or about what an SDK makes of it.`,
    fixes: () => [
      {
        what: "Ask again, with more time:",
        commands: [`${command("credprobe", "--timeout", "30")} ${SAME_TARGETS}`],
      },
    ],
    moots: ({ isShort, ofTargets }) => [
      ...(isShort ? ["names-not-answered"] : []),
      ...(isShort && ofTargets ? ["target-unreachable"] : []),
      ...(isShort && !ofTargets ? LOGIN_NOT_REACHED : []),
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
