import { faultOf, type Fault } from "./faults.ts";
import type { ToolName } from "./lab-tool.ts";
import { notePlay } from "./plays.ts";
import type { Scenario } from "./scenario.ts";
import type { TokenFault } from "./token-faults.ts";
import type { TokenSigner } from "./tokens.ts";

/** The scenario with what is data about its fault: names, clock, tools, files. The rest is played by its servers. */
export function withFault(scenario: Scenario): Scenario {
  const { fault } = scenario;
  if (fault === undefined) return scenario;
  const { at } = fault;
  const found = faultOf(fault);
  switch (found.kind) {
    case "name":
      return {
        ...scenario,
        names: { ...scenario.names, [hostOf(at)]: found.play },
        ...(found.ipv6Lost === undefined ? {} : { ipv6Lost: found.ipv6Lost }),
      };
    case "clock":
      return { ...scenario, hostClockAheadSeconds: found.play };
    case "tool":
      return { ...scenario, tools: { ...scenario.tools, [at as ToolName]: found.play } };
    case "file":
      return { ...scenario, files: { ...scenario.files, [at]: { kind: found.play } } };
    case "connection":
    case "answer":
    case "stream":
    case "tls":
    case "token":
      return scenario;
  }
}

/** What is wrong with every token of the scenario. */
export function tokenFault({ fault }: Scenario): TokenFault | undefined {
  const found = fault && faultOf(fault);
  return found?.kind === "token" ? found.play : undefined;
}

/** What notes, each time that it is called, that a fault of this kind was met, where that is the scenario's. */
export function noted<Arguments extends unknown[], Result>(
  call: (...args: Arguments) => Result,
  kind: Fault["kind"],
  { fault }: Scenario,
): (...args: Arguments) => Result {
  if (fault?.notes === undefined || faultOf(fault).kind !== kind) return call;
  return (...args) => {
    notePlay(fault.notes);
    return call(...args);
  };
}

/** A signer that notes each token that it gives to somebody, where a fault of tokens is the scenario's. */
export function noting(signer: TokenSigner, scenario: Scenario): TokenSigner {
  return {
    ...signer,
    forManagedIdentity: noted(signer.forManagedIdentity.bind(signer), "token", scenario),
    forFederatedIdentity: noted(signer.forFederatedIdentity.bind(signer), "token", scenario),
    forApplication: noted(signer.forApplication.bind(signer), "token", scenario),
    forUser: noted(signer.forUser.bind(signer), "token", scenario),
  };
}

function hostOf(at: string): string {
  return at.slice(0, at.lastIndexOf(":"));
}
