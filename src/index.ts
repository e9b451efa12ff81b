/** Library entry: what `import ... from "credprobe"` gives. */
export { matchTarget } from "./catalogue/match-target.ts";
export type { MatchedTarget } from "./catalogue/match-target.ts";
export type { ProbeRequest, Progress } from "./collect/request.ts";
export { judge } from "./judge/judge.ts";
export type { Evidence, Finding, Report } from "./model/report.ts";
export { probe, type ProbeHooks } from "./probe.ts";
export { renderHtml } from "./report/html.ts";
export { renderJson } from "./report/json.ts";
export type { SealedReport } from "./report/seal.ts";
export { renderText } from "./report/text.ts";
export { realWorld } from "./world/real-world.ts";
export type { World } from "./world/world.ts";
