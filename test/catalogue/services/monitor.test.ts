import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import {
  actedOn,
  briefly,
  lookAlikes,
  matched,
  requestsTo,
  saidOf,
  takesToken,
} from "../../support/service-answers.ts";

const WORKSPACE_ID = "b4f7c0de-52f4-4c1b-9d0e-6a1f0c7e9a11";
const QUERY = `https://api.loganalytics.io/v1/workspaces/${WORKSPACE_ID}`;
const RULE = "dcr-2f0b8a64c1d94e7f9a3b5c6d7e8f9012";
const ENDPOINT = "https://dce-contoso.westeurope-1.ingest.monitor.azure.com";
const STREAM = `${ENDPOINT}/dataCollectionRules/${RULE}/streams/Custom-Orders_CL`;

test.each([
  ["api.loganalytics.io", "public", "https://api.loganalytics.io/.default"],
  ["api.loganalytics.azure.com", "public", "https://api.loganalytics.io/.default"],
  ["api.loganalytics.us", "usgov", "https://api.loganalytics.us/.default"],
  ["api.loganalytics.azure.cn", "china", "https://api.loganalytics.azure.cn/.default"],
])("%s belongs to %s and takes its token only", (host, cloud, scope) => {
  expect(matched(`https://${host}/`).target).toMatchObject({ service: { name: "log-query" }, cloud, scope });
  expect(takesToken(host, scope)).toBe(true);
  expect(takesToken(host, "https://management.azure.com/.default")).toBe(false);
  for (const text of [`x.${host}`, `evil${host}`, `${host}.evil.test`, `${host}@evil.test`, `${host}:8443`])
    expect(matchTarget(`https://${text}/`)).toHaveProperty("problem");
});

describe.each([
  ["ingest.monitor.azure.com", "public", "https://monitor.azure.com/.default"],
  ["ingest.monitor.azure.us", "usgov", "https://monitor.azure.us/.default"],
  ["ingest.monitor.azure.cn", "china", "https://monitor.azure.cn/.default"],
])("%s", (suffix, cloud, scope) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    const host = `dce-contoso.westeurope-1.${suffix}`;
    expect(matched(`https://${host}/`).target).toMatchObject({
      service: { name: "log-ingestion" },
      ...{ cloud, scope, resource: "dce-contoso" },
    });
    expect(takesToken(host, scope)).toBe(true);
    expect(takesToken(host, "https://api.loganalytics.io/.default")).toBe(false);
  });

  test.each([
    ...lookAlikes("dce-contoso.westeurope-1", suffix),
    `https://dce-contoso.${suffix}/`,
    `https://dce-contoso.westeurope-1.metrics.${suffix}/`,
  ])("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

const error = (status: number, code: string, more = "") => ({
  status,
  body: `{"error":{"message":"x","code":"${code}"${more}}}`,
});
const NO_ACCESS =
  "The authentication token provided does not have access to ingest data for the data collection rule with immutable Id 'dcr-0'";

/** Answers of dataplane.md section 18. */
test.each([
  [QUERY, "read", { status: 200 }, "allowed documented -"],
  [QUERY, "read", error(403, "InsufficientAccessError"), "denied-rbac documented role-missing"],
  [
    QUERY,
    "read",
    error(403, "InsufficientAccessError", ',"innererror":{"code":"NspValidationFailedError"}'),
    "denied-network observed network-rule-refuses",
  ],
  [
    QUERY,
    "read",
    error(403, "InvalidAuthenticationTokenAudience"),
    "wrong-audience documented audience-refused",
  ],
  [QUERY, "read", error(403, "InvalidAuthenticationToken"), "token-rejected documented token-not-accepted"],
  [QUERY, "read", error(403, "Other"), "inconclusive inferred answer-unclear"],
  [QUERY, "read", { status: 404 }, "not-found inferred part-not-found"],
  ["https://api.loganalytics.io", "read", { status: 404 }, "inconclusive inferred answer-unclear"],
  [
    "https://api.loganalytics.io",
    "read",
    error(403, "InsufficientAccessError"),
    "inconclusive inferred name-the-part",
  ],
  [QUERY, "read", { status: 401 }, "token-rejected documented token-not-accepted"],
  [QUERY, "read", { status: 429 }, "throttled documented target-throttles"],
  [STREAM, "write", { status: 200 }, "allowed inferred -"],
  [STREAM, "write", { status: 429 }, "throttled documented target-throttles"],
  [STREAM, "write", { status: 204 }, "allowed inferred -"],
  [STREAM, "write", { status: 403, body: NO_ACCESS }, "denied-rbac observed role-missing"],
  // The role is there, and something else is not.
  [
    STREAM,
    "write",
    { status: 403, body: `${NO_ACCESS} IsRbacPresent: True, IsDcrDceBindingValid: False` },
    "inconclusive inferred answer-unclear",
  ],
  [ENDPOINT, "write", { status: 403, body: NO_ACCESS }, "inconclusive observed name-the-part"],
  [STREAM, "write", { status: 404 }, "not-found inferred part-not-found"],
  // It is the stream of a random name that is missing.
  [
    `${ENDPOINT}/dataCollectionRules/${RULE}`,
    "write",
    { status: 404 },
    "inconclusive inferred answer-unclear",
  ],
  [STREAM, "write", { status: 400 }, "inconclusive inferred answer-unclear"],
  [STREAM, "write", { status: 401 }, "token-rejected inferred token-not-accepted"],
] as const)("%s, %s: %j is %s", (url, level, answer, said) => {
  expect(briefly(url, level, answer)).toBe(said);
});

test("the refusal names the rule that the role belongs on", () => {
  const id = "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/orders";
  const body = `${NO_ACCESS} PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, DcrArmId: ${id}, Message: x`;
  const [fix] = saidOf(STREAM, "write", { status: 403, body }).finding?.fixes ?? [];
  expect(fix?.commands[0]).toMatch(new RegExp(`--role 'Monitoring Metrics Publisher' --scope ${id}$`));
});

test("without a workspace, an id of the right form that no workspace has is asked for", () => {
  const [request] = requestsTo("https://api.loganalytics.io", ["read"]);
  expect(request?.path).toMatch(/^\/v1\/workspaces\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/query$/);
});

test("no probe adds a record, even when its headers or its body are lost", () => {
  const data = { rules: { [RULE]: { "Custom-Orders_CL": [{ order: 1001 }] } } };
  const { replies, changed } = actedOn(STREAM, { service: "log-ingestion", name: "dce-contoso", data });
  expect(changed).toBe(false);
  expect(replies.map(({ status }) => status)).toEqual([204, 204, 400]);
});
