import { cloudOfAuthority } from "../catalogue/clouds.ts";
import { linkDefinition } from "../catalogue/links/index.ts";
import type { VerdictRow } from "../catalogue/service-definition.ts";
import { isProxyAnswer } from "../model/proxy-answer.ts";
import type { Access, AccessEvidence, Evidence, TargetEvidence } from "../model/report.ts";
import { conditionsFor } from "./arm-facts.ts";
import { probeOf } from "./probe-of.ts";

type Judgement = Pick<Access, "verdict" | "confidence">;

const NOT_TESTED: Judgement = { verdict: "not-tested", confidence: "observed" };
const INCONCLUSIVE: Judgement = { verdict: "inconclusive", confidence: "inferred" };

/** The verdict of one probe: the first row of its table that matches the answer. */
export function verdictOf(
  access: AccessEvidence,
  target: TargetEvidence,
  environment: Evidence["environment"],
): Judgement {
  if (isOtherCloud(access, target, environment)) return { verdict: "wrong-cloud", confidence: "inferred" };
  const dns = target.stages.find((stage) => stage.stage === "dns");
  if (dns?.outcome === "failed" && dns.code === "ENOTFOUND") {
    return { verdict: "not-found-dns", confidence: "observed" };
  }
  const { exchange } = access;
  if (exchange?.failure?.code === "ENOTFOUND") return { verdict: "not-found-dns", confidence: "observed" };
  const broken = target.stages.some(({ stage, outcome }) => outcome === "failed" && stage !== "challenge");
  if (exchange === undefined && !broken) return NOT_TESTED;
  if (!isAnswered(access)) return { verdict: "unreachable", confidence: "observed" };
  const row = rowOf(target, access);
  if (row === undefined) return INCONCLUSIVE;
  const { verdict, confidence } = row;
  // A random name may fail a condition that real names pass (dataplane.md section 3, .NET SDK issue 53993).
  const isConditional = verdict === "denied-rbac" && conditionsFor(target, access).length > 0;
  return isConditional ? { verdict: "inconclusive", confidence } : { verdict, confidence };
}

/** The row of a service's table that an answer fits; none for an answer that the service is not known to give. */
export function rowOf(
  target: Pick<TargetEvidence, "service">,
  access: AccessEvidence,
): VerdictRow | undefined {
  return probeOf(target, access)?.verdicts.find((candidate) => matches(candidate, access));
}

/** An answer has a status; where the link or the connection itself was turned away (AMQP) it has a condition. */
export function isAnswered({ exchange, errorCode }: AccessEvidence): boolean {
  if (exchange !== undefined && isProxyAnswer(exchange)) return false;
  return exchange?.status !== undefined || errorCode !== undefined;
}

/** The login host of a service principal decides its cloud, the host of a target the target's. */
function isOtherCloud(
  { link }: AccessEvidence,
  target: TargetEvidence,
  environment: Evidence["environment"],
): boolean {
  const authority = environment.find(({ name }) => name === "AZURE_AUTHORITY_HOST")?.value;
  const cloud = cloudOfAuthority(authority);
  return linkDefinition(link).endpoint === "entra" && cloud !== undefined && cloud !== target.cloud;
}

function matches(row: VerdictRow, access: AccessEvidence): boolean {
  const { exchange, errorCode, testedScope, seen, granted, action } = access;
  return (
    (row.status === undefined || row.status === exchange?.status) &&
    (row.code === undefined || row.code === errorCode) &&
    (row.body === undefined || row.body.test(exchange?.errorBody ?? "")) &&
    (row.challenge === undefined ||
      row.challenge.test(exchange?.responseHeaders["www-authenticate"] ?? "")) &&
    (row.named === undefined || row.named === testedScope.named) &&
    (row.seen === undefined || seen?.includes(row.seen) === true) &&
    (row.granted === undefined || row.granted === (granted?.includes(action) === true))
  );
}
