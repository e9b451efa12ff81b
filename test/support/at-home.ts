import { mayReceiveToken } from "../../src/catalogue/match-target.ts";
import type { LabEndpoint, Scenario } from "../../src/lab/scenario.ts";
import type { Arrival } from "./hostile-network.ts";
import { leaksIn } from "./leaks.ts";
import { plantedIn } from "./planted.ts";
import { ARM, targetIn } from "./token-targets.ts";

export const LOGIN_HOSTS = ["login.microsoftonline.com", "login.microsoft.com"];

/**
 * Whether whatever came was meant for whom it came to: a proof of the scenario's own for a login, or for the token endpoint
 * of its platform; a token for the audience of a host that the scenario asks, and no secret.
 */
export function isAtHome(arrival: Arrival, scenario: Scenario): boolean {
  const { scheme, host } = arrival;
  const endpoint = endpointAt(host, scenario);
  if (endpoint !== undefined) return isEndpointsOwn(arrival, endpoint, scenario);
  if (scheme !== "https") return false;
  return LOGIN_HOSTS.includes(host) ? isGrant(arrival, scenario) : isForTarget(arrival, scenario);
}

/** The token endpoint that a `Host` header means: some platforms name their own machine. */
export function endpointAt(host: string, { endpoints }: Scenario): LabEndpoint | undefined {
  return endpoints.find(({ at }) => at === host.replace(/^localhost:/, "127.0.0.1:"));
}

/** Headers in which a platform wants its own secret back. */
const PROOFS = ["x-identity-header", "secret"];

/** The secret that the platform itself gave, where it wants it; and nothing else of the host's. */
function isEndpointsOwn(
  { path, headers, body }: Arrival,
  { secret }: LabEndpoint,
  scenario: Scenario,
): boolean {
  const rest = Object.entries(headers).filter(([name, value]) => !PROOFS.includes(name) || value !== secret);
  return headers.authorization === undefined && isBare([path, JSON.stringify(rest), body], scenario);
}

/** Where a login takes a grant, by the tenant that the scenario names. */
function tokenPath({ env }: Scenario): string {
  return `/${env["AZURE_TENANT_ID"]}/oauth2/v2.0/token`;
}

/** Nothing of the host's, but for the scenario's own client secret or assertion, where its tenant gives tokens. */
function isGrant({ method, path, headers, body }: Arrival, scenario: Scenario): boolean {
  const form = new URLSearchParams(body);
  const [secret, assertion] = [form.get("client_secret"), form.get("client_assertion")];
  if (secret !== null || assertion !== null) {
    const isPlace = method === "POST" && path.split("?")[0] === tokenPath(scenario);
    if (!isPlace || form.get("client_id") !== scenario.env["AZURE_CLIENT_ID"]) return false;
  }
  if (secret !== null && secret !== scenario.env["AZURE_CLIENT_SECRET"]) return false;
  if (assertion !== null && !isOwnAssertion(assertion, scenario)) return false;
  form.delete("client_secret");
  form.delete("client_assertion");
  return (
    headers.authorization === undefined && isBare([path, JSON.stringify(headers), form.toString()], scenario)
  );
}

/** What the application signed for this tenant, or what its cluster gave it for Entra; an access token is neither. */
function isOwnAssertion(assertion: string, scenario: Scenario): boolean {
  const [{ iss, sub, aud } = {}] = claimsIn(assertion);
  const clientId = scenario.env["AZURE_CLIENT_ID"];
  const isSigned =
    scenario.env["AZURE_CLIENT_CERTIFICATE_PATH"] !== undefined && iss === clientId && sub === clientId;
  if (isSigned) return LOGIN_HOSTS.some((host) => aud === `https://${host}${tokenPath(scenario)}`);
  return Object.values(scenario.files).some(
    (file) =>
      typeof file !== "string" &&
      file.kind === "federated-token" &&
      file.issuer === iss &&
      file.subject === sub &&
      file.audience === String(aud),
  );
}

/** A token for this host, which the scenario asks, and nothing else of the host's. */
function isForTarget({ host, text }: Arrival, scenario: Scenario): boolean {
  const audiences = claimsIn(text).map(({ aud }) => String(aud).replace(/\/+$/, ""));
  const to = { protocol: "https:", host, port: 443 } as const;
  const asked = [ARM, ...scenario.targets.flatMap((one) => targetIn(one)).map((target) => target.host)];
  return (
    asked.includes(host) &&
    audiences.every((audience) => mayReceiveToken(to, `${audience}/.default`)) &&
    isBare([text.replaceAll(TOKEN, "")], scenario)
  );
}

const TOKEN = /eyJ[\w-]+\.(eyJ[\w-]+)(?:\.[\w-]*)?/g;

/** Claims of the tokens in a text. */
function claimsIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  return [...text.matchAll(TOKEN)].map(
    ([, claims = ""]) =>
      JSON.parse(Buffer.from(claims, "base64url").toString()) as Readonly<Record<string, unknown>>,
  );
}

/** Nothing of the host's is in it, in whatever encoding, or in that of a form. */
function isBare(texts: readonly string[], scenario: Scenario): boolean {
  const planted = plantedIn(scenario);
  return [...texts, ...texts.map(unescaped)].every((text) => leaksIn(text, planted).length === 0);
}

function unescaped(text: string): string {
  return text
    .replaceAll("+", " ")
    .replaceAll(/%([\da-f]{2})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
