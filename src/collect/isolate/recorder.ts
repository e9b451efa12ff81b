import { AsyncLocalStorage } from "node:async_hooks";
import type { Exchange } from "../../model/report.ts";
import { recordHttp } from "../../world/http-recorder.ts";
import type { Send } from "./protocol.ts";

/** The exchanges of one order, told to the parent as they happen and kept to pair them with their probe. */
export interface Recorder {
  /** Does `work`, and gives the last request that was made in it, as far as it got; others may be made meanwhile. */
  during<Result>(work: () => Promise<Result>): Promise<{ result: Result; exchange?: Exchange }>;
}

/** What is being done when a request is made. */
interface Work {
  readonly order: { readonly send: Send; readonly exchanges: Exchange[] };
  last?: number;
}

const underWay = new AsyncLocalStorage<Work>();
let isRecording = false;

/** Carries out an order: what it asks over HTTP is told as its own, whatever other orders ask meanwhile. */
export async function recorded(send: Send, order: (recorder: Recorder) => Promise<void>): Promise<void> {
  if (!isRecording) record();
  const own: Work = { order: { send, exchanges: [] } };
  await underWay.run(own, async () => await order(recorderOf(own)));
}

function recorderOf({ order }: Work): Recorder {
  return {
    async during(work) {
      const own: Work = { order };
      const result = await underWay.run(own, work);
      const exchange = own.last === undefined ? undefined : order.exchanges[own.last];
      return exchange === undefined ? { result } : { result, exchange };
    },
  };
}

function record(): void {
  isRecording = true;
  const places = new Map<number, { readonly order: Work["order"]; readonly id: number }>();
  recordHttp((id, exchange) => {
    let place = places.get(id);
    if (place === undefined) {
      // It is told for the first time where it is made; what is made for no order is nobody's.
      const work = underWay.getStore();
      if (work === undefined) return;
      place = { order: work.order, id: work.order.exchanges.length };
      places.set(id, place);
      work.last = place.id;
    }
    place.order.exchanges[place.id] = exchange;
    place.order.send({ type: "exchange", id: place.id, exchange });
  });
}
