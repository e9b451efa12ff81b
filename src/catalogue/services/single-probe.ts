import { armResourceId, assignRole, command } from "../fixes.ts";
import type { Fix } from "../../model/report.ts";
import type { Cloud } from "../../model/words.ts";
import type {
  PartDefinition,
  ProbeDefinition,
  ProbeRequest,
  ServiceDefinition,
  VerdictRow,
} from "../service-definition.ts";

/**
 * Services that the facts know one probe of, or none, from experience and not from documents or recordings: nothing
 * that their tables say is more than inferred (dataplane.md section 20).
 */
interface SingleProbe extends Pick<ServiceDefinition, "name" | "title" | "example" | "hosts" | "audience"> {
  readonly armType?: string;
  readonly unverifiedAudience?: readonly Cloud[];
  readonly part?: PartDefinition;
  readonly probes: readonly (Pick<
    ProbeDefinition,
    "level" | "action" | "roles" | "kinds" | "isControlPlane"
  > & {
    request: (context: Parameters<HttpAsk["request"]>[0]) => ProbeRequest;
    readonly answers: readonly VerdictRow[];
  })[];
  readonly roleNote?: string;
  readonly noTokenHosts?: NonNullable<ServiceDefinition["noTokenHosts"]>;
  readonly guidance?: string;
  readonly ownRoles?: true;
  /** Not even experience tells its refusals: none of them is told as one thing. */
  readonly refusalsUnknown?: true;
  grant?: ServiceDefinition["grant"];
}

type HttpAsk = Extract<ProbeDefinition["ask"], { kind: "http" }>;

/** Answers that mean the same wherever nothing else is known. */
const COMMON: readonly VerdictRow[] = [
  { status: 401, challenge: /insufficient_claims/, verdict: "needs-claims", confidence: "inferred" },
  { status: 401, verdict: "token-rejected", confidence: "inferred" },
  {
    status: 403,
    body: /\b(?:ip|network|firewall|public access)\b/i,
    verdict: "denied-network",
    confidence: "inferred",
  },
  { status: 403, named: true, verdict: "denied-rbac", confidence: "inferred" },
  // A random name stands for a part that was not named: a role on that one would not show.
  { status: 403, named: false, verdict: "inconclusive", confidence: "inferred" },
  { status: 429, verdict: "throttled", confidence: "inferred" },
  { status: 503, verdict: "throttled", confidence: "inferred" },
];

/** A refusal that may stand for several things. */
export function unclear(status: number, why: string): VerdictRow {
  return { status, verdict: "inconclusive", confidence: "inferred", why };
}

const UNKNOWN =
  "How this service refuses is neither documented nor recorded: a missing role, a network rule and a token that is not taken may look alike.";

/** The same, where a refusal is not known to mean anything. */
const UNKNOWN_REFUSALS: readonly VerdictRow[] = [
  ...COMMON.filter(({ challenge }) => challenge !== undefined),
  unclear(401, UNKNOWN),
  unclear(403, UNKNOWN),
  ...COMMON.filter(({ status }) => status !== 401 && status !== 403),
];

/** A resource whose parts play no role: what is granted counts for the whole. */
const WHOLE: PartDefinition = {
  word: "resource",
  isWhole: true,
  pattern: /^$/,
  parse: () => ({ kind: "resource", name: "as a whole", named: false }),
};

/** What a refusal means where all of the resource was asked, and nothing can be named instead. */
function ofWhole(rows: readonly VerdictRow[]): VerdictRow[] {
  return rows.flatMap(({ named, ...row }) => (named === false ? [] : [row]));
}

export function singleProbe(row: SingleProbe): ServiceDefinition {
  const { probes, part = WHOLE, refusalsUnknown, ...special } = row;
  const common = part.isWhole === true ? ofWhole(COMMON) : COMMON;
  const refusals = refusalsUnknown === true ? UNKNOWN_REFUSALS : common;
  return {
    sendsToken: probes.length === 0 ? "never" : "https",
    part,
    errorCode: [
      { header: "x-ms-error-code" },
      { header: "iothub-errorcode" },
      { json: "error.code" },
      { json: "code" },
      { json: "errorCode" },
    ],
    requestId: ["x-ms-request-id", "apim-request-id", "x-ms-correlation-request-id"],
    grant: assignRole,
    openNetwork: seeNetwork(special.title, special.armType),
    ...special,
    probes: probes.map(({ request, answers, ...probe }) => ({
      ...probe,
      ask: { kind: "http", request },
      verdicts: [...answers, ...refusals],
    })),
  };
}

function seeNetwork(title: string, armType: string | undefined): (resource: string) => Fix {
  return (resource) =>
    armType === undefined
      ? { what: `See the network settings of the resource (${title}) in the portal.`, commands: [] }
      : {
          what: `See the network settings of the resource (${title}), as somebody who may: public access, rules for addresses, private endpoints:`,
          commands: [
            command(
              "az",
              "resource",
              "show",
              "--ids",
              armResourceId(armType, resource),
              "--query",
              "properties",
            ),
          ],
        };
}

/** An answer that proves the permission, as far as is known. */
export function allowedBy(status: number, code?: string): VerdictRow {
  return { status, verdict: "allowed", confidence: "inferred", ...(code === undefined ? {} : { code }) };
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}): ProbeRequest {
  return { method: "GET", path, headers };
}

/** A first part of the path, as an organisation or a hub; it need not be named. */
export function firstSegment(word: string, pattern: RegExp): PartDefinition {
  return {
    word,
    pattern,
    parse(path, random) {
      const name = path.split("/").find((part) => part !== "");
      return name === undefined
        ? { kind: "resource", name: random, named: false }
        : { kind: word, name, named: true };
    },
  };
}
