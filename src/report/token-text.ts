import { escapeControls } from "../model/escape-text.ts";
import type { TokenReading, TokenTimes } from "../model/token-reading.ts";
import { formatTime } from "./format.ts";
import { mapStrings } from "./map-strings.ts";
import { pageOf, type Page, type RenderOptions } from "./page.ts";
import { pairs } from "./table.ts";
import { hang } from "./wrap.ts";

/** What a token says, for a terminal. */
export function tokenText(token: TokenReading, options: RenderOptions): string {
  const page = pageOf(options);
  const reading = mapStrings(token, (text) => escapeControls(text, { asciiOnly: options.unicode !== true }));
  if (reading.form !== "jwt") return `${hang("TOKEN  ", reading.why, page.width).join("\n")}\n`;
  const { identity, who, tenantId, audience, services, issuer, version, times, claims, otherClaims } =
    reading;
  const lines = [
    ...hang("TOKEN  ", `${who.charAt(0).toUpperCase()}${who.slice(1)}.`, page.width),
    ...hang("       ", timesIn(times), page.width),
    "",
    ...pairs(
      [
        ["kind", identity.kind],
        ["because", identity.why],
        ["object id", identity.objectId],
        ["client id", identity.clientId],
        ["resource id", identity.resourceId],
        ["tenant", tenantId],
        ["audience", audience],
        ["for", services.length === 0 ? NO_SERVICE : services.join(", ")],
        ["issuer", issuer],
        ["version", version],
        ["issued", shown(times.issuedAt)],
        ["expires", shown(times.expiresAt)],
        ["this clock", shown(times.now)],
      ],
      page,
    ),
    "",
    page.colours.bold("CLAIMS"),
    ...claims.flatMap(({ name, value, means }) => claimLines(name, value, means, page)),
    ...(otherClaims === 0
      ? []
      : [
          ...(claims.length === 0 ? [] : [""]),
          ...hang(
            "  ",
            `${otherClaims} other ${otherClaims === 1 ? "claim is" : "claims are"} not shown: personal, or of no use here.`,
            page.width,
          ),
        ]),
    "",
    ...hang("", UNCHECKED, page.width),
  ];
  return `${lines.join("\n")}\n`;
}

const NO_SERVICE = "no service that credprobe knows";
const UNCHECKED =
  "The signature was not checked, and nobody was asked: whether the token is genuine, the resource decides.";

function claimLines(name: string, value: string, means: string, page: Page): string[] {
  return [
    ...hang(`  ${page.colours.bold(name)}  `, value, page.width),
    ...hang("      ", page.colours.dim(means), page.width),
  ];
}

function shown(time: string | undefined): string | undefined {
  return time === undefined ? undefined : formatTime(time);
}

function timesIn({ state, secondsLeft = 0, notBefore, issuedAt }: TokenTimes): string {
  switch (state) {
    case "valid":
      return `By this machine's clock it is valid for another ${spanOf(secondsLeft)}.`;
    case "expired":
      return `By this machine's clock it expired ${spanOf(-secondsLeft)} ago.`;
    case "not-yet":
      return `By this machine's clock it is not valid yet (from ${formatTime(notBefore ?? issuedAt ?? "")} on): that clock is behind, or the issuer's is ahead.`;
    case "unknown":
      return "It does not tell its end.";
  }
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** In the largest unit of which there are two. */
function spanOf(seconds: number): string {
  const [unit, length] = UNITS.find(([, one]) => seconds >= 2 * one) ?? ["second", 1];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
