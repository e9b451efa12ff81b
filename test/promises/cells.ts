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
export function whyNot(fault: Fault, { kind, speaks, over, name }: Place): string | undefined {
  const isLocal = speaks === "none";
  const sharesHost = name === "metadata-token" || kind === "instance";
  switch (fault.kind) {
    case "connection":
      if (isLocal) return "nobody is connected to";
      if (fault.play === "cut-handshake" && !over.includes("tls")) return "not over TLS";
      return sharesHost ? "the same connection as that of the whole metadata service" : undefined;
    case "answer":
      if (isLocal) return "nobody is connected to";
      if (speaks === "other") return "it does not speak HTTP";
      return speaks === "head" && fault.needsBody ? "its answer to CONNECT has no body" : undefined;
    case "tls":
      return over.includes("tls") ? undefined : "not over TLS";
    case "name":
      if (!over.includes("name")) return "called by its address";
      return fault.name === "name-rebinding" && (kind === "entra" || kind === "roles")
        ? "looked up once only"
        : undefined;
    case "clock":
      return sharesHost ? "the same host as that of the metadata service" : undefined;
    case "token":
      if (kind === "roles" || kind === "proxy") return "no token of its own";
      return sharesHost ? "the same tokens as those of the metadata service" : undefined;
    case "tool":
      return kind === "tool" ? undefined : "no tool";
    case "file":
      return kind === "file" ? undefined : "no file";
  }
}
