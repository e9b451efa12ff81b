import { mayReceiveToken } from "../catalogue/match-target.ts";
import { REDIRECTED, SIGNED_IN } from "../catalogue/services/azure-sql.ts";
import { escapeControls, escapeText } from "../model/escape-text.ts";
import type { Exchange } from "../model/report.ts";
import type { AccessProbe, Answered } from "./access.ts";
import { signInTds, type TdsOutcome, type TdsRequest } from "./sign-in-tds.ts";
import type { TdsAnswer, TdsError } from "./tds-answer.ts";

const BODY_LENGTH = 2048;

/** Asks whether the identity may sign in to a database, by doing so; the session ends with the answer. */
export async function askTds({
  target,
  testedScope,
  scope,
  token,
  timeoutMs,
}: AccessProbe): Promise<Answered> {
  const { host, service } = target;
  const { port } = service;
  if (port === undefined || !mayReceiveToken({ protocol: "tds:", host, port }, scope)) {
    return { notSent: "the token does not belong to this host" };
  }
  const startedAt = Date.now();
  const request = { host, port, database: testedScope.name, token, timeoutMs };
  return answeredBy(await signInTds(request), { ...request, startedAt });
}

/** What came of a login, without anything of the token. */
export function answeredBy(
  outcome: TdsOutcome,
  {
    host,
    database,
    token,
    startedAt,
  }: Pick<TdsRequest, "host" | "database" | "token"> & { startedAt: number },
): Answered {
  const { answer } = outcome;
  // What a server repeats of a token it does not understand must not get any further.
  const errors = (answer?.errors ?? []).map((one) => ({
    ...one,
    message: one.message.replaceAll(token, "..."),
  }));
  const [first] = errors;
  const requestId = /tracing ID of '?\{?([0-9a-f-]{36})/i.exec(first?.message ?? "")?.[1];
  const exchange: Exchange = {
    method: "TDS LOGIN7",
    url: escapeText(`sqlserver://${host}/${database}`),
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt),
    ...failureOf(outcome),
    ...(outcome.certificate === undefined ? {} : { certificate: outcome.certificate }),
    requestHeaders: { database: escapeText(database, 200) },
    responseHeaders: answer === undefined ? {} : headersOf(answer, token),
    ...(errors.length === 0 ? {} : { errorBody: bodyOf(errors) }),
  };
  return {
    exchange,
    ...(first === undefined ? {} : { errorCode: `${first.number}` }),
    ...(answer !== undefined && first === undefined ? seenIn(answer) : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** An answer that neither takes nor refuses the login is none. */
function failureOf({ answer, failure }: TdsOutcome): Pick<Exchange, "failure"> {
  if (failure !== undefined) return { failure };
  const isOne = answer !== undefined && (answer.errors.length > 0 || "seen" in seenIn(answer));
  return isOne ? {} : { failure: { code: "PROTOCOL", stage: "response" } };
}

/**
 * Microsoft's driver wants the token acknowledged only where the client is not sent elsewhere (dotnet/SqlClient,
 * `CompleteLogin`): who is sent elsewhere was taken by the gateway, which need not have looked at the token.
 */
function seenIn({ acknowledged, tokenAcknowledged, routedTo }: TdsAnswer): Pick<Answered, "seen"> {
  if (routedTo !== undefined) return { seen: [REDIRECTED] };
  return acknowledged && tokenAcknowledged ? { seen: [SIGNED_IN] } : {};
}

function headersOf(
  { acknowledged, tokenAcknowledged, routedTo }: TdsAnswer,
  token: string,
): Record<string, string> {
  return {
    ...(acknowledged ? { login: "acknowledged" } : {}),
    ...(tokenAcknowledged ? { token: "acknowledged" } : {}),
    ...(routedTo === undefined
      ? {}
      : { "redirected-to": escapeText(routedTo.replaceAll(token, "..."), 200) }),
  };
}

function bodyOf(errors: readonly TdsError[]): string {
  const text = errors.map(({ number, state, message }) => `${number}, state ${state}: ${message}`).join("\n");
  return escapeControls(text.slice(0, BODY_LENGTH), { keepNewlines: true });
}
