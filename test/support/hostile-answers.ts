import type { MatchedTarget } from "../../src/catalogue/match-target.ts";
import { EVIL } from "./hostile-hosts.ts";
import type { HostileAnswer } from "./hostile-network.ts";
import { ARM } from "./token-targets.ts";

export const TENANT = "33333333-3333-4333-8333-333333333333";

/** What somebody in the place of a target, a platform or Entra may say so that a token comes to another host. */
export function hostileAnswers(
  target: MatchedTarget,
): Readonly<Record<"leading" | "documents", readonly HostileAnswer[]>> {
  const places = elsewhere(target);
  return { leading: [...redirects(places), ...challenges(target, places)], documents: documents(places) };
}

/** Places that a server may point to, so that a token goes there. */
function elsewhere({ host }: MatchedTarget): readonly string[] {
  const suffix = host.slice(host.indexOf(".") + 1);
  return [
    `https://${EVIL}/`,
    `http://${EVIL}/`,
    `//${EVIL}/`,
    `https://${host}.${EVIL}/`,
    `https://${host}:8443/`,
    `https://${host}@${EVIL}/`,
    `http://${host}/`,
    `https://attacker.${suffix}/`,
    `https://169.254.169.254/metadata/identity/oauth2/token`,
    `http://169.254.169.254/metadata/identity/oauth2/token`,
    `https://10.0.0.4/`,
    `https:\\\\${EVIL}\\`,
    `/\\${EVIL}/`,
    `https://${ARM}.${EVIL}/`,
    `https://${host}\t@${EVIL}/`.replace("\t", "%09"),
  ];
}

/** Redirects to each of these places. */
function redirects(places: readonly string[]): readonly HostileAnswer[] {
  return [300, 301, 302, 303, 305, 307, 308].flatMap((status) =>
    places.map((place) => ({
      status,
      headers: {
        Location: place,
        "Content-Location": place,
        Refresh: `0; url=${place}`,
        Link: `<${place}>; rel="canonical"`,
      },
      body: "",
    })),
  );
}

/** Challenges that name them as whoever gives tokens, or as what a token is for. */
function challenges({ host }: MatchedTarget, places: readonly string[]): readonly HostileAnswer[] {
  return places.flatMap((place) =>
    [
      `Bearer authorization_uri="${place}${TENANT}/oauth2/authorize" resource_id="https://${ARM}"`,
      `Bearer authorization="${place}${TENANT}", resource="https://${ARM}"`,
      `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="${place}"`,
      `Bearer realm="${place}oauth2/token",service="${EVIL}",scope="registry:catalog:*"`,
      `Bearer realm="${place}oauth2/exchange",service="${host}",error="insufficient_claims",claims="e30="`,
      `Basic realm="${place}"`,
      `PoP nonce="${place}"`,
      [`Bearer realm="https://${host}/oauth2/token"`, `Bearer realm="${place}"`],
    ].flatMap((challenge) => [
      { status: 401, headers: { "WWW-Authenticate": challenge }, body: "" },
      { status: 403, headers: { "WWW-Authenticate": challenge, Location: place }, body: "" },
      { status: 407, headers: { "Proxy-Authenticate": challenge, "WWW-Authenticate": challenge }, body: "" },
    ]),
  );
}

/** Answers whose body and headers lead there. */
function documents(places: readonly string[]): readonly HostileAnswer[] {
  return places.flatMap((place) =>
    [200, 201, 202, 404, 409, 412, 421, 429, 503].map((status) => ({
      status,
      headers: {
        Location: place,
        "Azure-AsyncOperation": place,
        "Operation-Location": place,
        "Alt-Svc": `h2="${EVIL}:443"`,
        "Retry-After": "0",
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        ...{ nextLink: place, "odata.nextLink": place, "@odata.nextLink": place, "x-ms-redirect": place },
        ...{ access_token: place, refresh_token: place, realm: place, token: place },
        ...{ error: { code: "Redirect", message: `go to ${place}`, innererror: { target: place } } },
      }),
    })),
  );
}

/** ARM ids out of which a URL of another host could come. */
export function hostileIds(): readonly string[] {
  const tail = `subscriptions/${TENANT}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v`;
  return [
    `//${EVIL}/${tail}`,
    `/\\${EVIL}/${tail}`,
    `\\\\${EVIL}/${tail}`,
    `https://${EVIL}/${tail}`,
    `http://${EVIL}/${tail}`,
    `@${EVIL}/${tail}`,
    `:8443/${tail}`,
    `.${EVIL}/${tail}`,
    `/subscriptions/../..//${EVIL}/${tail}`,
    `/${tail}/../../../../../../..//${EVIL}`,
    `\t//${EVIL}/${tail}`,
    `/\t/${EVIL}/${tail}`,
    `\n//${EVIL}`,
    `/${tail}?x=//${EVIL}`,
    `/${tail}#@${EVIL}`,
    `file:///${tail}`,
    `javascript:alert(1)`,
    `sb://${EVIL}/`,
    "",
    "/",
    "?",
    "..",
  ];
}
