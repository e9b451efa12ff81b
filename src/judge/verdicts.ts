import { cloudOfAuthority } from "../catalogue/clouds.ts";
import { linkDefinition } from "../catalogue/links/index.ts";
import { findService } from "../catalogue/services/index.ts";
import type { VerdictRow } from "../catalogue/service-definition.ts";
import type { Access, AccessEvidence, Evidence, TargetEvidence } from "../model/report.ts";

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
  if (exchange?.status === undefined) return { verdict: "unreachable", confidence: "observed" };
  const service = findService(target.service);
  const probe = service?.probes.find(
    ({ level, action }) => level === access.level && action === access.action,
  );
  const row = probe?.verdicts.find((candidate) => matches(candidate, access));
  return row === undefined ? INCONCLUSIVE : { verdict: row.verdict, confidence: row.confidence };
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

function matches(
  row: VerdictRow,
  { exchange, errorCode, testedScope, granted, action }: AccessEvidence,
): boolean {
  return (
    (row.status === undefined || row.status === exchange?.status) &&
    (row.code === undefined || row.code === errorCode) &&
    (row.body === undefined || row.body.test(exchange?.errorBody ?? "")) &&
    (row.challenge === undefined ||
      row.challenge.test(exchange?.responseHeaders["www-authenticate"] ?? "")) &&
    (row.named === undefined || row.named === testedScope.named) &&
    (row.granted === undefined || row.granted === (granted?.includes(action) === true))
  );
}
