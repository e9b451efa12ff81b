import { judge } from "../../src/judge/judge.ts";
import type { Chain, Evidence } from "../../src/model/report.ts";
import { evidence } from "./evidence.ts";

/** What each SDK's `DefaultAzureCredential` is predicted to do, by SDK. */
export function chains(
  special: Partial<Evidence>,
): Record<string, Pick<Chain, "state" | "winner" | "stopsAt" | "shadowed">> {
  return Object.fromEntries(
    judge(evidence(special))
      .chains.filter(({ credential }) => credential === "DefaultAzureCredential")
      .map(({ sdk, state, winner, stopsAt, shadowed }) => [
        sdk,
        { state, shadowed, ...(winner ? { winner } : {}), ...(stopsAt ? { stopsAt } : {}) },
      ]),
  );
}
