import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { MetadataBehaviour } from "../scenario.ts";
import { answering, send, type NoteRequest, type SeenRequest } from "./listen.ts";

/** Answers one request; `nextTrouble` gives the next status out of the scenario's sequence, if any is left. */
export type TroubledAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  nextTrouble: () => number | undefined,
) => Promise<void> | void;

/** A listener of a token endpoint that notes each request and behaves as its scenario says. */
export function behaving(
  server: SeenRequest["server"],
  behaviour: MetadataBehaviour,
  note: NoteRequest,
  answer: TroubledAnswer,
): ReturnType<typeof answering> {
  let isFirst = true;
  let resets = typeof behaviour === "object" && "resetsAtFirst" in behaviour ? behaviour.resetsAtFirst : 0;
  const answers = typeof behaviour === "object" && "answers" in behaviour ? [...behaviour.answers] : [];
  return answering(async (request, response) => {
    note({ server, method: request.method ?? "", path: request.url ?? "" });
    if (typeof behaviour === "object" && "slowAtFirstMs" in behaviour && isFirst) {
      isFirst = false;
      await setTimeout(behaviour.slowAtFirstMs, undefined, { ref: false });
    }
    if (behaviour === "silent") return undefined;
    if (resets > 0) {
      resets -= 1;
      request.socket.resetAndDestroy();
      return undefined;
    }
    if (typeof behaviour === "object" && "always" in behaviour) {
      const { status, headers, body } = behaviour.always;
      return send(response, status, headers, body);
    }
    return answer(request, response, () => answers.shift());
  });
}
