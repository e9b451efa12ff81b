import type { Exchange } from "../../model/report.ts";
import { recordHttp } from "../../world/http-recorder.ts";
import type { Send } from "./protocol.ts";

/** The exchanges of this child, told to the parent as they happen and kept to pair them with their probe. */
export interface Recorder {
  /** How many requests have been made. */
  count(): number;
  /** The last request made since `count`, as far as it got. */
  lastSince(count: number): Exchange | undefined;
}

export function startRecorder(send: Send): Recorder {
  const exchanges: Exchange[] = [];
  recordHttp((id, exchange) => {
    exchanges[id] = exchange;
    send({ type: "exchange", id, exchange });
  });
  return {
    count: () => exchanges.length,
    lastSince: (count) => (exchanges.length > count ? exchanges.at(-1) : undefined),
  };
}
