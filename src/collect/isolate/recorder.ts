import { AsyncLocalStorage } from "node:async_hooks";
import type { Exchange } from "../../model/report.ts";
import { recordHttp } from "../../world/http-recorder.ts";
import type { Send } from "./protocol.ts";

/** The exchanges of this child, told to the parent as they happen and kept to pair them with their probe. */
export interface Recorder {
  /** Does `work`, and gives the last request that was made in it, as far as it got; others may be made meanwhile. */
  during<Result>(work: () => Promise<Result>): Promise<{ result: Result; exchange?: Exchange }>;
}

export function startRecorder(send: Send): Recorder {
  const exchanges: Exchange[] = [];
  const made = new AsyncLocalStorage<{ last?: number }>();
  recordHttp((id, exchange) => {
    // It is told for the first time where it is made.
    const work = made.getStore();
    if (!(id in exchanges) && work !== undefined) work.last = id;
    exchanges[id] = exchange;
    send({ type: "exchange", id, exchange });
  });
  return {
    async during(work) {
      const own: { last?: number } = {};
      const result = await made.run(own, work);
      const exchange = own.last === undefined ? undefined : exchanges[own.last];
      return exchange === undefined ? { result } : { result, exchange };
    },
  };
}
