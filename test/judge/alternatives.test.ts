import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { TargetEvidence } from "../../src/model/report.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

const BUS = "Microsoft.ServiceBus/namespaces/messages/receive/action";
const HUBS = "Microsoft.EventHub/namespaces/messages/receive/action";
const WRONG = {
  code: "com.microsoft:auth-failed",
  body: "InvalidAudience: Invalid authorization token audience.",
};
const REFUSED = {
  code: "amqp:unauthorized-access",
  body: "Unauthorized access. 'Listen' claim(s) are required to perform this operation.",
};

/** A namespace that a setting names, asked as one of the two services. */
function namespace(service: "service-bus" | "event-hubs", answer: typeof WRONG): TargetEvidence {
  const target = blobTarget({ status: 401, ...answer, named: false });
  const action = service === "service-bus" ? BUS : HUBS;
  const access = target.access.map((row) => ({
    ...row,
    ...{ action, testedScope: { kind: "namespace", name: "azcredprobe-0", named: false } },
  }));
  const discovered = { setting: "Orders__fullyQualifiedNamespace", alternative: true };
  return { ...target, ...{ service, discovered, access }, url: "https://contoso.servicebus.windows.net/" };
}

function judged(...targets: TargetEvidence[]) {
  const report = judge(evidence({ links: links({ "managed-identity-system": "succeeded" }), targets }));
  return {
    passedOver: report.targets.map(({ passedOver = false }) => passedOver),
    findings: report.findings.map(({ slug }) => slug),
    exitCode: report.verdict.exitCode,
  };
}

test("the service that does not take the token is passed over", () => {
  expect(judged(namespace("service-bus", WRONG), namespace("event-hubs", REFUSED))).toEqual({
    passedOver: [true, false],
    findings: ["name-the-part"],
    exitCode: 4,
  });
});

test("where neither takes it, the first stands for both; where both do, both are told", () => {
  expect(judged(namespace("service-bus", WRONG), namespace("event-hubs", WRONG))).toEqual({
    passedOver: [false, true],
    findings: ["audience-refused"],
    exitCode: 3,
  });
  expect(judged(namespace("service-bus", REFUSED), namespace("event-hubs", REFUSED)).passedOver).toEqual([
    false,
    false,
  ]);
});
