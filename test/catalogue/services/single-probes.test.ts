import { describe, expect, test } from "vitest";
import { services } from "../../../src/catalogue/services/index.ts";
import { servicePage } from "../../../src/report/service-page.ts";
import { briefly, saidOf } from "../../support/service-answers.ts";

/** Services of dataplane.md section 20, whose answers are known from experience alone; and the one that it does not know. */
const ROWS = [
  ...["event-grid", "kusto", "signalr", "web-pubsub", "databricks", "azure-devops", "digital-twins"],
  ...["iot-hub", "device-provisioning", "synapse", "maps", "communication", "purview"],
].map((name) => services.find((service) => service.name === name)!);

/** The only one of their answers that was recorded. */
const RECORDED = /IotHubUnauthorizedAccess/;

test.each(ROWS)("$name says no more than inferred, but of what was recorded", ({ probes }) => {
  const rows = probes.flatMap(({ verdicts }) => verdicts);
  const certain = rows.filter(({ confidence }) => confidence !== "inferred");
  expect(certain.map(({ body, verdict }) => [body?.source, verdict])).toEqual(
    certain.map(() => [RECORDED.source, "inconclusive"]),
  );
});

const body = (message: string) => JSON.stringify({ error: { code: "Forbidden", message } });

describe("a refusal that may stand for several things proves none of them", () => {
  test.each([
    ["https://contoso-live.service.signalr.net", { status: 403 }],
    ["https://contoso-push.webpubsub.azure.com/orders", { status: 403 }],
    ["https://contoso-purview.purview.azure.com", { status: 403, body: body("no permission") }],
    ["https://contoso-purview.purview.azure.com", { status: 403, body: body("public access is off") }],
    ["https://contoso-purview.purview.azure.com", { status: 401 }],
    ["https://contoso-hub.azure-devices.net", { status: 401 }],
    ["https://contoso-dps.azure-devices-provisioning.net", { status: 401 }],
    ["https://contoso-hub.azure-devices.net", { status: 404 }],
  ])("%s: %j", (url, answer) => {
    expect(briefly(url, "read", answer)).toBe("inconclusive inferred answer-unclear");
    expect(saidOf(url, "read", answer).exitCode).toBe(4);
  });

  test("and IoT Hub's was recorded", () => {
    const answer = { status: 401, body: "ErrorCode:IotHubUnauthorizedAccess;Unauthorized" };
    expect(briefly("https://contoso-hub.azure-devices.net", "read", answer)).toBe(
      "inconclusive observed answer-unclear",
    );
  });
});

test("the page of a service that no fact is known of says so", () => {
  const [purview] = ROWS.filter(({ name }) => name === "purview");
  expect(servicePage(purview!)).toContain("Nothing here was documented or recorded");
  expect(servicePage(purview!)).not.toMatch(/\| (?:denied-|wrong-|token-)/);
});

const TWINS = "https://contoso-twins.api.weu.digitaltwins.azure.net";
const MAPS = "https://atlas.microsoft.com";
const ACCOUNT = "9b1f0a5e-8c3d-4e57-b6a2-0d4c1e7f2a38";

/** Answers of dataplane.md section 20. */
test.each([
  [TWINS, { status: 401 }, "token-rejected inferred token-not-accepted"],
  [
    TWINS,
    { status: 401, headers: { "www-authenticate": 'Bearer error="insufficient_claims", claims="lab-fake"' } },
    "needs-claims inferred claims-challenge",
  ],
  // What was asked is the whole: nothing else could be named.
  [TWINS, { status: 403 }, "denied-rbac inferred role-missing"],
  [
    TWINS,
    { status: 403, body: body("Public access is disabled.") },
    "denied-network inferred network-rule-refuses",
  ],
  [TWINS, { status: 429 }, "throttled inferred target-throttles"],
  [TWINS, { status: 503 }, "throttled inferred target-throttles"],
  [TWINS, { status: 500 }, "inconclusive inferred answer-unclear"],
  [`${MAPS}/${ACCOUNT}`, { status: 200 }, "allowed inferred -"],
  [`${MAPS}/${ACCOUNT}`, { status: 403 }, "denied-rbac inferred role-missing"],
  [MAPS, { status: 403 }, "inconclusive inferred name-the-part"],
  ["https://contoso-purview.purview.azure.com", { status: 429 }, "throttled inferred target-throttles"],
  [
    "https://contoso-hub.azure-devices.net",
    { status: 404, headers: { "iothub-errorcode": "DeviceNotFound" } },
    "allowed inferred -",
  ],
  // The service's filter of addresses.
  [
    "https://contoso-hub.azure-devices.net",
    { status: 403, body: body("The IP address is not allowed.") },
    "denied-network inferred network-rule-refuses",
  ],
] as const)("%s: %j is %s", (url, answer, said) => {
  expect(briefly(url, "read", answer)).toBe(said);
});
