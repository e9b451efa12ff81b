import { cloudOfAuthority, isIssuedElsewhere } from "../catalogue/clouds.ts";
import { linkDefinition } from "../catalogue/links/index.ts";
import { rowOf } from "../catalogue/row-of-answer.ts";
import { isProxyAnswer } from "../model/proxy-answer.ts";
import type { Access, AccessEvidence, Evidence, LinkEvidence, TargetEvidence } from "../model/report.ts";
import { conditionsFor, unseenConditionOn } from "./arm-facts.ts";

type Judgement = Pick<Access, "verdict" | "confidence">;

const NOT_TESTED: Judgement = { verdict: "not-tested", confidence: "observed" };
const INCONCLUSIVE: Judgement = { verdict: "inconclusive", confidence: "inferred" };

/** The verdict of one probe: the first row of its table that matches the answer. */
export function verdictOf(
  access: AccessEvidence,
  target: TargetEvidence,
  environment: Evidence["environment"],
  tokens: LinkEvidence["tokens"] = [],
): Judgement {
  if (isOtherCloud(access, target, environment)) return { verdict: "wrong-cloud", confidence: "inferred" };
  const { issuer } = tokens.find(({ scope }) => scope === target.scope) ?? {};
  if (isIssuedElsewhere(issuer, target.cloud)) return { verdict: "wrong-cloud", confidence: "documented" };
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
  if (verdict !== "denied-rbac") return { verdict, confidence };
  if (conditionsFor(target, access).length > 0) return { verdict: "inconclusive", confidence };
  return { verdict, confidence: unseenConditionOn(target, access) === undefined ? confidence : "inferred" };
}

/**
 * An answer has a status; where the link or the connection itself was turned away (AMQP), or the login (TDS), it has a
 * code, and a login that was taken is seen.
 */
export function isAnswered({ exchange, errorCode, seen }: AccessEvidence): boolean {
  if (exchange !== undefined && isProxyAnswer(exchange)) return false;
  const isTaken = seen !== undefined && exchange !== undefined && exchange.failure === undefined;
  return exchange?.status !== undefined || errorCode !== undefined || isTaken;
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
