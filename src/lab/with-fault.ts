import { faultOf } from "./faults.ts";
import type { ToolName } from "./lab-tool.ts";
import type { Scenario } from "./scenario.ts";
import type { TokenFault } from "./token-faults.ts";

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

function hostOf(at: string): string {
  return at.slice(0, at.lastIndexOf(":"));
}
