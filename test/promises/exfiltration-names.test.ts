import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchHosts, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { EVIL, lookalikesOf, urlsLike } from "../support/hostile-hosts.ts";
import { FORMS, getsAToken, isAnybodys, ordinaryHost, SCOPES } from "../support/token-hosts.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

describe("hosts that look like Azure's", () => {
  test.each(sample(FORMS, 2).map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
    "%s in %s: no other gets its token",
    (_, __, form) => {
      const host = ordinaryHost(form) ?? "";
      const suffix = "host" in form ? form.host : form.suffix;
      const texts = [
        ...urlsLike(host, suffix),
        ...sample(WRAPPERS, 4).flatMap((wrap) => lookalikesOf(host, suffix).map(wrap)),
      ];
      const names = lookalikesOf(host, suffix);
      const sent = [
        ...texts.filter(isTakenIn),
        ...names.filter((one) => !isAnybodys(one) && getsAToken(one)),
      ];
      countPromise("exfiltration", {
        "names judged": texts.length + names.length,
        "sent astray": sent.length,
      });
      expect(sent).toEqual([]);
    },
  );

  test("whatever is put together", () => {
    const suffixes = FORMS.map(({ form }) => ("host" in form ? form.host : form.suffix));
    const piece = fc.oneof(
      fc.constantFrom(...suffixes, ...suffixes.map((one) => ordinaryHost({ host: one }) ?? "")),
      fc.constantFrom(
        EVIL,
        ".",
        "@",
        ":",
        "/",
        "\\",
        "#",
        "?",
        "%2e",
        "%40",
        "\u3002",
        "\uff0e",
        "\t",
        "\0",
        "xn--",
        "443",
        ":443",
        "contoso",
        "[",
        "]",
        "-",
        "_",
        "*",
        "\u00ad",
        "\u200d",
        "\u202e",
        "//",
      ),
      fc.stringMatching(/^[a-z0-9-]{1,8}$/),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.ipV4(),
      fc.ipV4Extended(),
    );
    const text = fc
      .tuple(
        fc.constantFrom(
          "https://",
          "https:",
          "https:\\\\",
          "HTTPS://",
          "http://",
          "sb://",
          "sqlserver://",
          "",
        ),
        fc.array(piece, { minLength: 1, maxLength: 7 }),
      )
      .map(([scheme, parts]) => scheme + parts.join(""));
    const sent: string[] = [];
    let hosts = 0;
    const numRuns = IS_WHOLE ? 200_000 : 5000;
    fc.assert(
      fc.property(text, (one) => {
        if (URL.canParse(one)) hosts += 1;
        if (isTakenIn(one)) sent.push(one);
      }),
      { numRuns },
    );
    countPromise("exfiltration", { "names judged": hosts, "sent astray": sent.length });
    expect(sent).toEqual([]);
  });
});

/** Around a name, in a URL. */
const WRAPPERS: readonly ((host: string) => string)[] = [
  (host) => `https://${host}/container`,
  (host) => `https://${host}:443/`,
  (host) => `HTTPS://${host.toUpperCase()}/`,
  (host) => `https://${host}\\container`,
  (host) => `sb://${host}/queue`,
  (host) => `sqlserver://${host}/database`,
  (host) => `https://${host}?sv=1&sig=lab-fake`,
  (host) => `https://contoso.blob.core.windows.net@${host}/`,
  (host) => `https://${host}#.blob.core.windows.net`,
  (host) => `  https://${host}/  `,
];

/** Whether a token would leave for another place than a host of Azure, over HTTPS, at its port. */
function isTakenIn(text: string): boolean {
  const match = matchTarget(text);
  if ("target" in match && !isAnybodys(match.target.host)) return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const destination = destinationOf(url);
  if (destination === undefined || matchHosts(destination.host).length === 0) return false;
  const isPlain = url.protocol === "https:" && url.username === "" && (url.port === "" || url.port === "443");
  return (
    SCOPES.some((scope) => mayReceiveToken(destination, scope)) && !(isPlain && isAnybodys(url.hostname))
  );
}
