import { faults, type Fault, type FaultName } from "../../src/lab/faults.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { PLACES, type Place } from "./places.ts";

/** One fault at one place, in a host where all else is well. */
export interface Cell {
  readonly name: string;
  readonly place: Place;
  readonly fault: Fault;
  readonly scenario: Scenario;
}

const FAULTS: readonly Fault[] = faults;

export const CELLS: readonly Cell[] = FAULTS.flatMap((fault) =>
  PLACES.filter((place) => whyNot(fault, place) === undefined).map((place) => cell(fault, place)),
);

function cell(fault: Fault, place: Place): Cell {
  const name = `${place.name}--${fault.name}`;
  const { at, only } = place;
  const played = { name: fault.name as FaultName, at, ...(only === undefined ? {} : { only }) };
  return {
    ...{ name, place, fault },
    // Another clock than the machine's, be it by nothing: the gate of the storage then answers alone, which starts faster.
    scenario: { hostClockAheadSeconds: 0, ...place.scenario, name, fault: played },
  };
}

/** Why a fault is not played at a place; nothing where it is. */
export function whyNot(fault: Fault, { name, kind, speaks, over, partOf }: Place): string | undefined {
  const isLocal = speaks === "none";
  const isElsewhere = partOf === undefined ? undefined : "one part of an endpoint that has it as a whole";
  switch (fault.kind) {
    case "connection":
      if (isLocal) return "nobody is connected to";
      if (fault.play === "cut-handshake" && !over.includes("tls")) return "not over TLS";
      if (fault.play === "cut-handshake" && name === "mysql") return "no handshake before the server greets";
      return isElsewhere;
    case "answer":
      if (isLocal) return "nobody is connected to";
      if (speaks === "stream") return "it does not speak HTTP: what it says is spoilt as a stream";
      return speaks === "head" && fault.needsBody ? "its answer to CONNECT has no body" : undefined;
    case "stream":
      if (isLocal) return "nobody is connected to";
      return speaks === "stream" ? undefined : "it speaks HTTP: its answers are spoilt";
    case "tls":
      return over.includes("tls") ? isElsewhere : "not over TLS";
    case "name":
      if (!over.includes("name")) return "called by its address";
      if (fault.name === "name-rebinding" && (kind === "entra" || kind === "roles"))
        return "looked up once only";
      return isElsewhere;
    case "clock":
      return isElsewhere;
    case "token":
      return kind === "roles" || kind === "proxy" || kind === "handshake"
        ? "no token is shown to it, or got from it"
        : isElsewhere;
    case "tool":
      return kind === "tool" ? undefined : "no tool";
    case "file":
      return kind === "file" ? undefined : "no file";
  }
}
