import { AzureLogger, setLogLevel } from "@azure/logger";
import { escapeText } from "../../model/escape-text.ts";
import { decodeToken } from "./decode-token.ts";
import { describeError } from "./describe-error.ts";
import { loadSdk } from "./load-sdk.ts";
import type { Job, Send } from "./protocol.ts";

type ConfirmJob = Extract<Job, { kind: "confirm" }>;

/** Only the SDK's log tells which class gave the token (chain.md section 1.4). */
const WON = /ChainedTokenCredential => getToken\(\) => Result for (\w+): SUCCESS/;

/** Asks the real `DefaultAzureCredential` once, as the app would. */
export async function runConfirmJob(
  { options, scope, timeoutMs, verbose }: ConfirmJob,
  send: Send,
): Promise<void> {
  // The whole chain may pass several links before one answers.
  send({ type: "step", what: `token for ${scope}`, timeoutMs: 2 * timeoutMs });
  const { DefaultAzureCredential } = await loadSdk();
  let credential: string | undefined;
  setLogLevel("info");
  AzureLogger.log = (...parts: unknown[]) => {
    const line = parts.map(String).join(" ");
    credential = WON.exec(line)?.[1] ?? credential;
    if (verbose) send({ type: "log", line: escapeText(line) });
  };
  try {
    // No chain takes an object id.
    const { managedIdentityObjectId: _, ...taken } = options;
    const chain =
      Object.keys(taken).length === 0 ? new DefaultAzureCredential() : new DefaultAzureCredential(taken);
    const { claims } = decodeToken(scope, (await chain.getToken(scope)).token);
    const objectId = claims["oid"];
    send({
      type: "confirmation",
      confirmation: {
        outcome: "succeeded",
        ...(credential === undefined ? {} : { credential }),
        ...(typeof objectId === "string" ? { objectId } : {}),
      },
    });
  } catch (error) {
    send({ type: "confirmation", confirmation: { outcome: "failed", error: describeError(error) } });
  }
}
