import { matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import type { ProbeRequest } from "../../src/catalogue/service-definition.ts";
import { errorCodeOf, seenIn } from "../../src/collect/answer-facts.ts";
import { probesOf } from "../../src/collect/probes-of.ts";
import { judge } from "../../src/judge/judge.ts";
import type { LabResource } from "../../src/lab/lab-resource.ts";
import type { LabReply, LabState } from "../../src/lab/servers/lab-service.ts";
import { labServices } from "../../src/lab/servers/services/index.ts";
import type { AccessEvidence, TokenEvidence } from "../../src/model/report.ts";
import { ACCESS_LEVELS, type AccessLevel } from "../../src/model/words.ts";
import { evidence, links, token } from "../judge/evidence.ts";
import { testScenario } from "./started-lab.ts";

/** An answer as a service sends it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What was seen of the requests before it. */
  readonly seen?: readonly string[];
}

const LINK = "managed-identity-system";
const RANDOM = "azcredprobe-00000000000000000000000000000000";

/** What the report says of one answer to one probe. */
export function saidOf(
  url: string,
  level: AccessLevel,
  answer: Answer,
  claims: TokenEvidence["claims"] = { oid: LINK },
) {
  const { target } = matched(url);
  const { testedScope, probe } = probesOf(target, [level])[0]!;
  const { status, headers = {}, body } = answer;
  const received = { status, header: (name: string) => headers[name], body: body ?? "" };
  const errorCode = errorCodeOf(received, target.service.errorCode);
  const seen = [...(answer.seen ?? []), ...seenIn(received, probe)];
  const exchange = {
    method: "GET",
    url,
    startedAt: "2026-11-01T08:00:01.000Z",
    status,
    durationMs: 5,
    requestHeaders: {},
    responseHeaders: headers,
    ...(body === undefined ? {} : { errorBody: body }),
  };
  const { service, resource, cloud, scope } = target;
  const { action, roles } = probe;
  const row: AccessEvidence = {
    ...{ link: LINK, level, action, testedScope, exchange, status, roles: [...roles] },
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(seen.length === 0 ? {} : { seen }),
  };
  const report = judge(
    evidence({
      links: links({ [LINK]: "succeeded" }, { [LINK]: { tokens: [{ ...token(claims), scope }] } }),
      targets: [
        { url: target.url, service: service.name, resource, cloud, scope, stages: [], access: [row] },
      ],
    }),
  );
  const { verdict, confidence } = report.targets[0]!.access[0]!;
  const [finding] = report.findings;
  return { verdict, confidence, exitCode: report.verdict.exitCode, finding };
}

/** Verdict, confidence and finding of an answer, for tables of tests. */
export function briefly(url: string, level: AccessLevel, answer: Answer): string {
  const { verdict, confidence, finding } = saidOf(url, level, answer);
  return `${verdict} ${confidence} ${finding?.slug ?? "-"}`;
}

export function matched(url: string) {
  const match = matchTarget(url);
  if ("problem" in match) throw new Error(`${url} ${match.problem}`);
  return match;
}

/** Hosts that look like one of a service's and are none. */
export function lookAlikes(resource: string, suffix: string): string[] {
  return [
    `https://${suffix}/`,
    `https://evil${suffix}/`,
    `https://${resource}.${suffix}.evil.test/`,
    `https://${resource}.${suffix}@evil.test/`,
    `https://${resource}.evil.${suffix}/`,
    `https://${resource}.privatelink.${suffix}/`,
    `https://${resource}.${suffix}./`,
    `https://${resource}.${suffix}:8443/`,
    `http://${resource}.${suffix}/`,
    `https://${resource}_.${suffix}/`,
    `https://-.${suffix}/`,
    `https://${resource}%2eevil.${suffix}/`,
    `https://user:lab-fake@${resource}.${suffix}/`,
    `https://xn--80ak6aa92e.${suffix}.test/`,
  ];
}

/** Whether a request to this URL may carry a token for `scope`. */
export function takesToken(host: string, scope: string): boolean {
  return mayReceiveToken({ protocol: "https:", host, port: 443 }, scope);
}

/** The requests of all probes of a target, as they are sent. */
export function requestsTo(url: string, levels: readonly AccessLevel[] = ACCESS_LEVELS): ProbeRequest[] {
  const { target } = matched(url);
  return probesOf(target, levels).flatMap(({ probe, testedScope }) =>
    probe.ask.kind === "http"
      ? [
          probe.ask.request({
            scope: testedScope,
            random: RANDOM,
            resource: target.resource,
            date: "Sun, 01 Nov 2026 08:00:00 GMT",
          }),
        ]
      : [],
  );
}

/**
 * What a service of the lab does when a caller who may do anything sends the requests of all probes: whole, without
 * their headers, and without their bodies.
 */
export function actedOn(url: string, resource: LabResource): { replies: LabReply[]; changed: boolean } {
  const service = labServices[resource.service];
  const scenario = testScenario({ resources: [resource] });
  const state = structuredClone(resource.data) as LabState;
  const replies = requestsTo(url).flatMap(({ method, path, headers, body }) =>
    [
      { headers: lowerCased(headers), body: body ?? "" },
      { headers: {}, body: body ?? "" },
      { headers: lowerCased(headers), body: "" },
    ].map((part) =>
      service.act(
        {
          request: { method, url: new URL(path, url), ...part },
          resource,
          scenario,
          resourceId: "/subscriptions/x",
          armIds: new Map(),
          tenantId: "t",
          requestId: "r",
          count: 0,
          now: 0,
        },
        state,
      ),
    ),
  );
  return { replies, changed: JSON.stringify(state) !== JSON.stringify(resource.data) };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
