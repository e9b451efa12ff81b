import type { MatchedTarget } from "../catalogue/match-target.ts";
import type { AccessEvidence } from "../model/report.ts";
import { askHttp } from "./access-http.ts";
import { accessRow, type AskedAccess } from "./access-row.ts";
import type { Recorder } from "./isolate/recorder.ts";

/** What one probe needs; the token stays inside the child that got it. */
export interface AccessProbe extends AskedAccess {
  readonly target: MatchedTarget;
  readonly scope: string;
  readonly token: string;
  /** Object id of the token's principal, where its claims tell. */
  readonly principalId: string | undefined;
  readonly timeoutMs: number;
}

/** What came of asking: the parts of a row that an answer fills in. */
export type Answered = Partial<
  Pick<AccessEvidence, "exchange" | "status" | "errorCode" | "requestId" | "seen" | "granted" | "notSent">
>;

/** Asks for one permission, in the way of its service. */
export async function probeAccess(job: AccessProbe, recorder: Recorder): Promise<AccessEvidence> {
  const { notSent: _, ...row } = accessRow(job, "");
  return { ...row, ...(await ask(job, recorder)) };
}

let registryClient: Promise<typeof import("./access-registry.ts")> | undefined;
let tdsClient: Promise<typeof import("./access-tds.ts")> | undefined;
let amqpClient: Promise<typeof import("./access-amqp.ts")> | undefined;

/** Loaded when it is first asked for, and never looked for on the disk again, as with the SDK. */
export function loadAmqpClient(): Promise<typeof import("./access-amqp.ts")> {
  return (amqpClient ??= import("./access-amqp.ts"));
}

/** As the client of AMQP. */
export function loadRegistryClient(): Promise<typeof import("./access-registry.ts")> {
  return (registryClient ??= import("./access-registry.ts"));
}

/** As the client of AMQP. */
export function loadTdsClient(): Promise<typeof import("./access-tds.ts")> {
  return (tdsClient ??= import("./access-tds.ts"));
}

/** What asks in another way than by one request over HTTP is loaded when a target needs it. */
async function ask(job: AccessProbe, recorder: Recorder): Promise<Answered> {
  const { ask: way } = job.probe;
  switch (way.kind) {
    case "http":
      return await askHttp(job, way, recorder);
    case "none":
      return { notSent: way.why ?? "signing in needs the service's own driver" };
    case "amqp":
      return await (await loadAmqpClient()).askAmqp(job, way);
    case "tds":
      return await (await loadTdsClient()).askTds(job);
    case "registry":
      return await (await loadRegistryClient()).askRegistry(job, way, recorder);
  }
}
