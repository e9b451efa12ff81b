import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchTarget, mayReceiveToken } from "../../../src/catalogue/match-target.ts";
import { findService } from "../../../src/catalogue/services/index.ts";
import { judge } from "../../../src/judge/judge.ts";
import type { TargetEvidence } from "../../../src/model/report.ts";
import { CLOUDS } from "../../../src/model/words.ts";
import { evidence, links } from "../../judge/evidence.ts";

const SERVICES = [
  ["service-bus", "https://servicebus.azure.net/.default", "Microsoft.ServiceBus"],
  ["event-hubs", "https://eventhubs.azure.net/.default", "Microsoft.EventHub"],
] as const;

const SUFFIXES = {
  public: "servicebus.windows.net",
  usgov: "servicebus.usgovcloudapi.net",
  china: "servicebus.chinacloudapi.cn",
} as const;

const LOOK_ALIKES = [
  "https://ns-one.servicebus.windows.net.evil.test/",
  "https://ns-one.servicebus.windows.net@evil.test/",
  "https://evilservicebus.windows.net/",
  "https://servicebus.windows.net/",
  "https://a.ns-one.servicebus.windows.net/",
  "https://ns-one.privatelink.servicebus.windows.net/",
  "https://ns-one.servicebus.windows.net:8443/",
  "https://ns-one.servicebus.windows.net:5672/",
  "http://ns-one.servicebus.windows.net/",
  "amqp://ns-one.servicebus.windows.net/",
  "wss://ns-one.servicebus.windows.net/$servicebus/websocket",
  "sb://ns-one.servicebus.windows.net.evil.test/q",
  "sb://ns-one.servicebus.windows.net%2eevil.test/q",
  "sb://user:pass@ns-one.servicebus.windows.net/q",
  "sb://evil.test\\.servicebus.windows.net/q",
  "sb:ns-one.servicebus.windows.net/q",
  "https://-one-.servicebus.windows.net/",
  "https://nsоne.servicebus.windows.net/",
  "https://ns-one.servicebus.windows.us/",
  "https://ns-one.servicebus.azure.net/",
];

describe.each(SERVICES)("%s", (service, scope) => {
  test.each(LOOK_ALIKES)("refuses %s", (text) => {
    expect(matchTarget(text, service)).toHaveProperty("problem");
  });

  test.each(CLOUDS)("has hosts and the same audience in the cloud %s", (cloud) => {
    for (const scheme of ["https", "sb", "amqps"]) {
      const match = matchTarget(`${scheme}://Ns-One.${SUFFIXES[cloud]}/orders`, service);
      expect(match).toMatchObject({
        target: {
          url: `https://ns-one.${SUFFIXES[cloud]}/orders`,
          ...{ cloud, scope, resource: "ns-one" },
          service: { name: service },
        },
      });
    }
  });

  test("takes the port of AMQP over TLS, and no other", () => {
    expect(matchTarget("sb://ns-one.servicebus.windows.net:5671/q", service)).toHaveProperty("target");
    expect(matchTarget("amqps://ns-one.servicebus.windows.net:5672/q", service)).toHaveProperty("problem");
  });
});

test("a host without --service belongs to both: nothing is guessed", () => {
  expect(matchTarget("https://ns-one.servicebus.windows.net/orders")).toEqual({
    problem: "has a host of several services: say which by --service service-bus or --service event-hubs",
  });
});

describe("token guard", () => {
  const host = "ns-one.servicebus.windows.net";
  const scopes = [...SERVICES.map(([, scope]) => scope), "https://storage.azure.com/.default"];

  test.each(SERVICES)("%s: its token goes over AMQP with TLS to port 5671 only", (_service, scope) => {
    expect(mayReceiveToken({ protocol: "amqps:", host, port: 5671 }, scope)).toBe(true);
    for (const port of [443, 5672, 9093])
      expect(mayReceiveToken({ protocol: "amqps:", host, port }, scope)).toBe(false);
  });

  // Behind these hosts are relays, too, whose listeners see the Authorization header (dataplane.md section 22, T4).
  test("no token goes to such a host over HTTPS, whatever the path and the port", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(SUFFIXES)),
        fc.constantFrom("", ":443", ":5671"),
        fc.webPath(),
        fc.constantFrom(...scopes),
        (suffix, port, path, scope) => {
          const destination = destinationOf(new URL(`https://ns-one.${suffix}${port}${path}`));
          expect(destination !== undefined && mayReceiveToken(destination, scope)).toBe(false);
        },
      ),
    );
  });

  test("a token for another audience goes nowhere there", () => {
    expect(
      mayReceiveToken({ protocol: "amqps:", host, port: 5671 }, "https://storage.azure.com/.default"),
    ).toBe(false);
  });
});

describe("what is asked for", () => {
  const parse = (service: string, path: string) => findService(service)!.part.parse(path, "azcredprobe-0");
  const address = (service: string, path: string, level: string) => {
    const scope = parse(service, path);
    const probe = findService(service)!.probes.find(
      ({ level: one, kinds }) => one === level && kinds?.includes(scope.kind) !== false,
    );
    if (probe?.ask.kind !== "amqp") return undefined;
    return [probe.ask.attach, probe.ask.address({ scope })];
  };

  test.each([
    ["service-bus", "/orders", "queue or topic", "orders", "/queues/orders"],
    ["service-bus", "orders/", "queue or topic", "orders", "/queues/orders"],
    ["service-bus", "/shop/orders", "queue or topic", "shop/orders", "/queues/shop/orders"],
    ["service-bus", "/orders/$deadletterqueue", "queue or topic", "orders", "/queues/orders"],
    [
      "service-bus",
      "/news/subscriptions/billing",
      "subscription",
      "news/Subscriptions/billing",
      "/topics/news/subscriptions/billing",
    ],
    ["service-bus", "/", "namespace", "azcredprobe-0", undefined],
    ["service-bus", "/$cbs", "namespace", "azcredprobe-0", undefined],
    ["event-hubs", "/telemetry", "event hub", "telemetry", "/eventhubs/telemetry"],
    [
      "event-hubs",
      "/telemetry/consumergroups/alerts",
      "consumer group",
      "telemetry/ConsumerGroups/alerts",
      "/eventhubs/telemetry/consumergroups/alerts",
    ],
    [
      "event-hubs",
      "telemetry/ConsumerGroups/$Default/Partitions/3",
      "consumer group",
      "telemetry/ConsumerGroups/$Default",
      "/eventhubs/telemetry/consumergroups/$Default",
    ],
    ["event-hubs", "/", "namespace", "azcredprobe-0", undefined],
    ["event-hubs", "/telemetry/messages", "namespace", "azcredprobe-0", undefined],
  ])("%s %s is the %s %s", (service, path, kind, name, armSuffix) => {
    expect(parse(service, path)).toEqual({
      ...{ kind, name, named: kind !== "namespace" },
      ...(armSuffix === undefined ? {} : { armSuffix }),
    });
  });

  test.each([
    ["service-bus", "/orders", "read", ["receiver", "orders"]],
    ["service-bus", "/orders", "write", ["sender", "orders"]],
    ["service-bus", "/news/Subscriptions/billing", "read", ["receiver", "news/Subscriptions/billing"]],
    ["service-bus", "/news/Subscriptions/billing", "write", undefined],
    ["event-hubs", "/telemetry", "read", ["receiver", "telemetry/ConsumerGroups/$Default/Partitions/0"]],
    ["event-hubs", "/telemetry", "write", ["sender", "telemetry"]],
    [
      "event-hubs",
      "/telemetry/ConsumerGroups/alerts",
      "read",
      ["receiver", "telemetry/ConsumerGroups/alerts/Partitions/0"],
    ],
    ["event-hubs", "/telemetry/ConsumerGroups/alerts", "write", undefined],
    ["event-hubs", "/telemetry", "list", undefined],
    ["event-hubs", "/telemetry", "delete", undefined],
  ])("%s %s, %s: %j", (service, path, level, expected) => {
    expect(address(service, path, level)).toEqual(expected);
  });
});

const TRACKING = "TrackingId:f4b0ee73-db3d-49c1-8975-522aab9db0bb_G20, SystemTracker:NoSystemTracker";

/** Texts that were recorded, and what they mean. */
const ANSWERS = [
  { status: 202, verdict: "allowed", confidence: "documented", exitCode: 0 },
  {
    status: 401,
    code: "com.microsoft:auth-failed",
    body: `InvalidAudience: Invalid authorization token audience. ${TRACKING}`,
    ...{ verdict: "wrong-audience", confidence: "observed", exitCode: 3 },
  },
  {
    status: 401,
    body: "InvalidAudience: The authorization header contains a token with a wrong audience..",
    ...{ verdict: "wrong-audience", confidence: "observed", exitCode: 3 },
  },
  {
    status: 401,
    body: `InvalidIssuer: Token issuer is invalid. ${TRACKING}`,
    ...{ verdict: "wrong-tenant", confidence: "observed", exitCode: 3 },
  },
  {
    status: 401,
    code: "com.microsoft:auth-failed",
    body: "ExpiredToken: The token is expired. Expiration time: '2019-04-11 21:12:56Z'",
    ...{ verdict: "token-expired", confidence: "observed", exitCode: 3 },
  },
  {
    status: 401,
    body: `Ip has been prevented to connect to the endpoint.\r\nFor more information see:\r\n ${TRACKING}`,
    ...{ verdict: "denied-network", confidence: "observed", exitCode: 3 },
  },
  {
    code: "amqp:connection:forced",
    body: `Ip has been prevented to connect to the endpoint. ${TRACKING}`,
    ...{ verdict: "denied-network", confidence: "observed", exitCode: 3 },
  },
  {
    status: 401,
    body: `40103: Invalid authorization token signature ${TRACKING}`,
    ...{ verdict: "token-rejected", confidence: "observed", exitCode: 3 },
  },
  // Recorded of a missing role; of a token that is not taken, too.
  {
    status: 401,
    body: `SubCode=40100: Unauthorized : Unauthorized access for 'Send' operation on endpoint 'sb://ns-one.servicebus.windows.net/orders'. ${TRACKING}`,
    ...{ verdict: "inconclusive", confidence: "observed", exitCode: 4 },
  },
  {
    status: 401,
    body: `claim is empty or token is invalid. ${TRACKING}`,
    ...{ verdict: "token-rejected", confidence: "inferred", exitCode: 3 },
  },
  {
    code: "amqp:unauthorized-access",
    body: `Unauthorized access. 'Listen' claim(s) are required to perform this operation. Resource: 'sb://ns-one.servicebus.windows.net/orders'. ${TRACKING}`,
    ...{ verdict: "denied-rbac", confidence: "observed", exitCode: 3 },
  },
  {
    code: "amqp:unauthorized-access",
    body: `Unauthorized access. 'Listen,Manage,SubscriptionRuleRead' claim(s) are required to perform this operation. Resource: 'sb://x'. ${TRACKING}`,
    ...{ verdict: "denied-rbac", confidence: "observed", exitCode: 3 },
  },
  {
    code: "amqp:unauthorized-access",
    body: `Unauthorized access. 'Listen' claim(s) are required to perform this operation. ${TRACKING}`,
    ...{ named: false, verdict: "inconclusive", confidence: "observed", exitCode: 4 },
  },
  // The condition alone proves nothing: network rules and roles share it.
  { code: "amqp:unauthorized-access", verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  {
    code: "com.microsoft:server-busy",
    body: "The request was terminated because the entity is being throttled. Error code : 50002. Sub error : 102. Please wait 4 seconds and try again.",
    ...{ verdict: "throttled", confidence: "documented", exitCode: 4 },
  },
  {
    status: 404,
    code: "amqp:not-found",
    body: `The messaging entity 'sb://ns-one.servicebus.windows.net/orders' could not be found. ${TRACKING}`,
    ...{ verdict: "not-found", confidence: "observed", exitCode: 4 },
  },
  {
    status: 404,
    code: "amqp:not-found",
    ...{ named: false, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  // The condition alone, and the status alone.
  {
    code: "amqp:not-found",
    ...{ verdict: "not-found", confidence: "observed", exitCode: 4 },
  },
  {
    code: "amqp:not-found",
    ...{ named: false, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  // The text holds the namespace's name, whose number is no number of an error.
  {
    code: "amqp:not-found",
    body: `The messaging entity 'sb://shop-40103.servicebus.windows.net/azcredprobe-0' could not be found. ${TRACKING}`,
    ...{ named: false, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  {
    code: "amqp:not-found",
    body: `The messaging entity 'sb://shop-50002.servicebus.windows.net/azcredprobe-0' could not be found. ${TRACKING}`,
    ...{ named: false, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  { status: 404, verdict: "not-found", confidence: "observed", exitCode: 4 },
  {
    status: 404,
    ...{ named: false, verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  { code: "com.microsoft:server-busy", verdict: "throttled", confidence: "documented", exitCode: 4 },
  ...[
    "The request was terminated because the entity is being throttled.",
    "Error code : 50002.",
    "Error code : 50004.",
    "SubCode=50008",
    // With the spaces that another library may leave out.
    "Error code: 50002",
    "Error code :50009",
  ].map(
    (body) =>
      ({
        ...{ code: "amqp:internal-error", body },
        ...{ verdict: "throttled", confidence: "documented", exitCode: 4 },
      }) as const,
  ),
  // Numbers that hold a throttled one's digits, or are its neighbours, are other numbers.
  ...["Error code : 50003.", "Error code : 150002.", "Error code : 500021."].map(
    (body) =>
      ({
        ...{ code: "amqp:internal-error", body },
        ...{ verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
      }) as const,
  ),
  ...["InvalidSignature: The token has an invalid signature.", "MalformedToken: The token is malformed."].map(
    (body) =>
      ({
        ...{ status: 401, body },
        ...{ verdict: "token-rejected", confidence: "observed", exitCode: 3 },
      }) as const,
  ),
  {
    code: "amqp:unauthorized-access",
    body: `SubCode=40103: Invalid authorization token signature ${TRACKING}`,
    ...{ verdict: "token-rejected", confidence: "observed", exitCode: 3 },
  },
  // A number that only holds that one's digits is another number.
  ...["140103", "401030"].map(
    (number) =>
      ({
        ...{ code: "amqp:unauthorized-access", body: `SubCode=${number}` },
        ...{ verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
      }) as const,
  ),
  { status: 200, verdict: "allowed", confidence: "documented", exitCode: 0 },
  {
    code: "com.microsoft:entity-disabled",
    body: "Messaging entity is currently disabled.",
    ...{ verdict: "inconclusive", confidence: "inferred", exitCode: 4 },
  },
  { verdict: "unreachable", confidence: "observed", exitCode: 4 },
] as const;

describe.each(SERVICES)("%s: verdicts", (service, scope, provider) => {
  test.each(ANSWERS)("$status $code $body -> $verdict", ({ verdict, confidence, exitCode, ...answer }) => {
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [asked(service, scope, `${provider}/namespaces/messages/receive/action`, answer)],
      }),
    );
    expect(report.targets[0]?.access[0]).toMatchObject({ verdict, confidence });
    expect(report.verdict.exitCode).toBe(exitCode);
  });

  test.each([
    [200, /answered 200: its network rules let this machine in\.$/],
    [401, /answered 401: its network rules may keep this machine out\.$/],
    [undefined, /^(?!.*Asked without a token)/],
  ])("an unclear refusal, and %s to a caller without a token", (status, said) => {
    const answer = { code: "amqp:unauthorized-access" };
    const target = asked(service, scope, `${provider}/namespaces/messages/receive/action`, answer);
    const challengeExchange = {
      ...{ method: "GET", url: "https://ns-one.servicebus.windows.net/", durationMs: 1 },
      ...{ startedAt: "2026-11-01T08:00:01.000Z", requestHeaders: {}, responseHeaders: {} },
    };
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [
          {
            ...target,
            ...(status === undefined ? {} : { challengeExchange: { ...challengeExchange, status } }),
          },
        ],
      }),
    );
    expect(report.findings.map(({ slug }) => slug)).toEqual(["answer-unclear"]);
    expect(report.findings[0]?.cause).toMatch(said);
  });

  test("a link that is turned away counts as an answer, even if HTTPS is blocked", () => {
    const answer = {
      code: "amqp:unauthorized-access",
      body: "Unauthorized access. 'Listen' claim(s) are required to perform this operation.",
    };
    const target = asked(service, scope, `${provider}/namespaces/messages/receive/action`, answer);
    const stage = {
      stage: "challenge",
      outcome: "failed",
      detail: "x",
      code: "ECONNRESET",
      durationMs: 1,
    } as const;
    const report = judge(
      evidence({
        links: links({ "managed-identity-system": "succeeded" }),
        targets: [{ ...target, stages: [stage] }],
      }),
    );
    expect(report.findings.map(({ slug }) => slug)).toEqual(["role-missing"]);
    expect(report.findings[0]?.cause).toContain("messages/receive/action");
  });
});

const NO_SESSION = {
  code: "amqp:not-allowed",
  body: `It is not possible for an entity that requires sessions to create a non-sessionful message receiver. ${TRACKING}`,
};
const NO_SOURCE = {
  code: "amqp:not-found",
  body: `The messaging entity 'ns-one:topic:news~15|amqps://ns-one.servicebus.windows.net/-325b0313;0:5:6:source(address:/news,filter:[])' could not be found. ${TRACKING}`,
};
const EPOCH = {
  code: "amqp:link:stolen",
  body: `At least one receiver for the endpoint is created with epoch of '0', and so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make sure all epoch receivers are closed or disconnected. ${TRACKING}`,
};
const TOO_MANY = {
  code: "amqp:resource-limit-exceeded",
  body: `Exceeded the maximum number of allowed receivers per partition in a consumer group which is 5. ${TRACKING}`,
};

/** What entities have against a receiver whose rights were looked at: the texts are those of each service alone. */
test.each([
  ["service-bus", NO_SESSION, "allowed inferred"],
  ["service-bus", { ...NO_SESSION, named: false }, "inconclusive inferred"],
  // It is the topic that is no source: that says nothing of whether it is there.
  ["service-bus", NO_SOURCE, "inconclusive observed"],
  ["event-hubs", NO_SOURCE, "not-found observed"],
  ["event-hubs", EPOCH, "allowed inferred"],
  ["event-hubs", { code: "amqp:link:stolen" }, "inconclusive inferred"],
  ["event-hubs", TOO_MANY, "allowed inferred"],
  ["service-bus", EPOCH, "inconclusive inferred"],
  ["service-bus", TOO_MANY, "inconclusive inferred"],
  ["event-hubs", NO_SESSION, "inconclusive inferred"],
] as const)("%s: %j is %s", (service, answer, said) => {
  const [, scope, provider] = SERVICES.find(([name]) => name === service)!;
  const target = asked(service, scope, `${provider}/namespaces/messages/receive/action`, answer);
  const report = judge(
    evidence({ links: links({ "managed-identity-system": "succeeded" }), targets: [target] }),
  );
  const { verdict, confidence } = report.targets[0]!.access[0]!;
  expect(`${verdict} ${confidence}`).toBe(said);
});

function asked(
  service: string,
  scope: string,
  action: string,
  { status, code, body, named = true }: { status?: number; code?: string; body?: string; named?: boolean },
): TargetEvidence {
  const answered = status !== undefined || code !== undefined;
  return {
    ...{ url: "https://ns-one.servicebus.windows.net/orders", service, scope, stages: [] },
    ...{ resource: "ns-one", cloud: "public" },
    access: [
      {
        ...{ link: "managed-identity-system", level: "read", action, roles: [] },
        testedScope: { kind: "queue or topic", name: "orders", named },
        exchange: {
          method: "AMQP",
          url: "amqps://ns-one.servicebus.windows.net/orders",
          startedAt: "2026-11-01T08:00:01.000Z",
          durationMs: 5,
          requestHeaders: {},
          responseHeaders: {},
          ...(status === undefined ? {} : { status }),
          ...(answered ? {} : { failure: { code: "ECONNREFUSED", stage: "tcp" } }),
          ...(body === undefined ? {} : { errorBody: body }),
        },
        ...(status === undefined ? {} : { status }),
        ...(code === undefined ? {} : { errorCode: code }),
      },
    ],
  };
}
