import type { LabRequest, LabState } from "./lab-service.ts";

/** Where the state of a resource has the traces. */
export const TRACES = "(requests that the lab does not play)";

/** What is not played leaves a trace, so that it does not pass for a request without effect. */
export function leaveTrace(state: LabState, { method, url, body }: LabRequest): void {
  const traces = (state[TRACES] ??= []) as string[];
  traces.push(`${method} ${url.pathname}${url.search} ${body}`);
}
