import { destinationOf, mayReceiveToken } from "../catalogue/match-target.ts";
import { TOOK_TOKEN } from "../catalogue/services/container-registry.ts";
import type { Ask } from "../catalogue/service-definition.ts";
import { escapeText } from "../model/escape-text.ts";
import { parseJsonObject } from "../model/parse-json-object.ts";
import { sendHttp, type HttpAnswer } from "../world/http.ts";
import type { AccessProbe, Answered } from "./access.ts";
import { errorCodeOf, requestIdOf } from "./answer-facts.ts";
import type { Recorder } from "./isolate/recorder.ts";

/** How far the exchange got: the last answer, and what the registry's own token grants, once it gave one. */
interface Outcome {
  readonly answer?: HttpAnswer;
  readonly granted?: readonly string[];
  /** The registry took the Entra token and gave its own for it. */
  readonly tookToken?: true;
  readonly foreignRealm?: true;
}

/**
 * A registry writes what it grants into its own token (dataplane.md section 19.1): the Entra token is exchanged for one of
 * the registry, that one for an access token, which is decoded and used nowhere. One action is asked for at a time:
 * what comes of a scope that is granted in part is not known. Tokens and bodies stay here: of each request only what
 * the recorder keeps is told, which holds no body of a request or of a success.
 */
export async function askRegistry(
  job: AccessProbe,
  { action }: Extract<Ask, { kind: "registry" }>,
  recorder: Recorder,
): Promise<Answered> {
  const { host, service } = job.target;
  const destination = destinationOf(new URL(`https://${host}/oauth2/exchange`));
  if (destination === undefined || !mayReceiveToken(destination, job.scope)) {
    return { notSent: "the token does not belong to this host" };
  }
  const { result, exchange } = await recorder.during(async () => await grantsOf(job, action));
  const { answer, granted, tookToken, foreignRealm } = result;
  if (foreignRealm === true) {
    return { notSent: "the registry's challenge names another host, which gets no token" };
  }
  const errorCode = answer && errorCodeOf(answer, service.errorCode);
  const requestId = answer && requestIdOf(answer, service.requestId);
  return {
    ...(exchange === undefined ? { notSent: "no request could be made" } : { exchange }),
    ...(answer === undefined ? {} : { status: answer.status }),
    ...(tookToken === undefined ? {} : { seen: [TOOK_TOKEN] }),
    ...(granted === undefined ? {} : { granted: granted.map((one) => escapeText(one, 100)) }),
    ...(errorCode === undefined ? {} : { errorCode: escapeText(errorCode, 100) }),
    ...(requestId === undefined ? {} : { requestId: escapeText(requestId, 100) }),
  };
}

async function grantsOf(job: AccessProbe, action: string): Promise<Outcome> {
  const { host } = job.target;
  const challenge = await send(job, "/v2/");
  if (challenge?.status !== 401) return challenge === undefined ? {} : { answer: challenge };
  if (realmHost(challenge) !== host) return { answer: challenge, foreignRealm: true };
  const exchanged = await send(job, "/oauth2/exchange", {
    grant_type: "access_token",
    service: host,
    ...tenantOf(job.token),
    access_token: job.token,
  });
  const refreshToken = exchanged && textOf(exchanged, "refresh_token");
  if (refreshToken === undefined) return exchanged === undefined ? {} : { answer: exchanged };
  const given = await send(job, "/oauth2/token", {
    grant_type: "refresh_token",
    service: host,
    scope: scopeOf(job, action),
    refresh_token: refreshToken,
  });
  if (given === undefined) return { tookToken: true };
  const accessToken = textOf(given, "access_token");
  const granted = accessToken === undefined ? undefined : grantedBy(accessToken, scopeOf(job, action));
  return { answer: given, tookToken: true, ...(granted === undefined ? {} : { granted }) };
}

/** A form that is posted, or nothing but a question; `undefined` when no answer came. */
async function send(
  { target, timeoutMs }: AccessProbe,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<HttpAnswer | undefined> {
  const url = `https://${target.host}${path}`;
  const request =
    form === undefined
      ? { method: "GET" as const, url, headers: {}, timeoutMs }
      : {
          method: "POST" as const,
          url,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(form).toString(),
          timeoutMs,
        };
  return await sendHttp(request).catch(() => undefined);
}

/** Where the registry says that its tokens come from: nobody but itself may. */
function realmHost(challenge: HttpAnswer): string | undefined {
  const realm = /^Bearer\s.*?realm="([^"]*)"/i.exec(challenge.header("www-authenticate") ?? "")?.[1];
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  return destinationOf(new URL(realm))?.port === 443 ? new URL(realm).hostname : undefined;
}

/** `catalog:*` is the registry's; everything else is a repository's. */
function scopeOf({ testedScope }: AccessProbe, action: string): string {
  return action.includes(":") ? `registry:${action}` : `repository:${testedScope.name}:${action}`;
}

function textOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.status < 300 ? parseJsonObject(answer.body)?.[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

function tenantOf(token: string): { tenant?: string } {
  const tenant = claimsIn(token)?.["tid"];
  return typeof tenant === "string" ? { tenant } : {};
}

function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  return parseJsonObject(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

/** The actions that a token holds on what a scope is about; `undefined` for a token that cannot be read. */
function grantedBy(token: string, scope: string): string[] | undefined {
  const claims = claimsIn(token);
  if (claims === undefined) return undefined;
  const access = Array.isArray(claims["access"]) ? (claims["access"] as unknown[]) : [];
  return access.flatMap((entry) => {
    const { type, name, actions } = (entry ?? {}) as Record<string, unknown>;
    if (!Array.isArray(actions) || !scope.startsWith(`${String(type)}:${String(name)}:`)) return [];
    const words = actions.filter((one) => typeof one === "string");
    return type === "registry" ? words.map((one) => `${String(name)}:${one}`) : words;
  });
}
