import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { openai } from "../../../src/catalogue/services/openai.ts";
import { actedOn, briefly, lookAlikes, matched, saidOf, takesToken } from "../../support/service-answers.ts";

const ACCOUNT = "https://contoso-ai.openai.azure.com";
const PUBLIC = "https://cognitiveservices.azure.com/.default";
const GOV = "https://cognitiveservices.azure.us/.default";
const CHINA = "https://cognitiveservices.azure.cn/.default";

describe.each([
  ["openai.azure.com", "public", PUBLIC],
  ["cognitiveservices.azure.com", "public", PUBLIC],
  ["services.ai.azure.com", "public", PUBLIC],
  ["openai.azure.us", "usgov", GOV],
  ["cognitiveservices.azure.us", "usgov", GOV],
  ["openai.azure.cn", "china", CHINA],
  ["cognitiveservices.azure.cn", "china", CHINA],
] as const)("%s", (suffix, cloud, scope) => {
  test("belongs to its cloud and takes that cloud's token only", () => {
    const host = `contoso-ai.${suffix}`;
    expect(matched(`https://${host}/`).target).toMatchObject({
      service: { name: "openai" },
      cloud,
      scope,
      resource: "contoso-ai",
    });
    expect([PUBLIC, GOV, CHINA].filter((one) => takesToken(host, one))).toEqual([scope]);
    expect(takesToken(host, "https://management.azure.com/.default")).toBe(false);
  });

  test.each(lookAlikes("contoso-ai", suffix))("refuses %s", (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  });
});

test.each([
  "https://westeurope.api.cognitive.microsoft.com/",
  "https://usgovvirginia.api.cognitive.microsoft.us/",
  "https://chinaeast2.api.cognitive.azure.cn/",
])("%s is told to be a region's, and gets no token", (text) => {
  expect(matchTarget(text)).toEqual({
    problem: expect.stringMatching(
      /the host of a region.*never tokens.*<resource>\.openai\.azure\.com/,
    ) as string,
  });
  expect([PUBLIC, GOV, CHINA].filter((scope) => takesToken(new URL(text).hostname, scope))).toEqual([]);
});

const error = (status: number, code: string, message: string) => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
});
const NO_ROLE = error(
  401,
  "PermissionDenied",
  "The principal `07336777-83dc-4046-a73e-677d4bb02754` lacks the required data action `x` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation.",
);
const NO_TOKEN = {
  status: 401,
  body: '{ "statusCode": 401, "message": "Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com or https://ai.azure.com), or have expired." }',
};

/** Answers of dataplane.md section 16. */
test.each([
  ["list", { status: 200 }, "allowed observed -"],
  ["read", error(404, "DeploymentNotFound", "x"), "allowed inferred -"],
  ["read", error(404, "404", "Resource not found"), "inconclusive inferred answer-unclear"],
  ["read", { status: 200 }, "inconclusive inferred answer-unclear"],
  ["read", NO_ROLE, "denied-rbac observed role-missing"],
  ["list", NO_ROLE, "denied-rbac observed role-missing"],
  [
    "read",
    error(401, "PermissionDenied", "Principal does not have access to API/Operation."),
    "denied-rbac observed role-missing",
  ],
  ["read", NO_TOKEN, "token-rejected observed token-not-accepted"],
  ["read", { status: 401 }, "inconclusive inferred answer-unclear"],
  [
    "read",
    error(400, "BadRequest", "Tenant provided in token does not match resource token"),
    "wrong-tenant observed resource-in-other-tenant",
  ],
  ["read", error(400, "BadRequest", "x"), "inconclusive inferred answer-unclear"],
  [
    "read",
    error(403, "403", "Access denied due to Virtual Network/Firewall rules."),
    "denied-network observed network-rule-refuses",
  ],
  [
    "read",
    error(403, "AccessDenied", "Public access is disabled. Please configure private endpoint."),
    "denied-network observed public-access-off",
  ],
  ["read", error(403, "AuthenticationTypeDisabled", "x"), "inconclusive inferred answer-unclear"],
  ["read", error(429, "429", "x"), "throttled inferred target-throttles"],
] as const)("%s: %j is %s", (level, answer, said) => {
  expect(briefly(ACCOUNT, level, answer)).toBe(said);
});

test("a role is given on the account, whichever deployment was named", () => {
  const { finding } = saidOf(`${ACCOUNT}/openai/deployments/gpt-4o/chat/completions`, "read", NO_ROLE);
  expect(finding?.cause).toContain("contoso-ai/gpt-4o");
  expect(finding?.fixes[0]?.commands[0]).toMatch(
    /--role 'Cognitive Services OpenAI User' --scope .*\/accounts\/contoso-ai'?$/,
  );
});

test.each([
  ["/", undefined],
  ["/openai", undefined],
  ["/openai/v1/", undefined],
  ["/openai/deployments/gpt-4o", "gpt-4o"],
  ["/openai/deployments", undefined],
  ["gpt-4o", "gpt-4o"],
])("the deployment of %s is %s", (path, name) => {
  expect(openai.part.parse(path, "r")).toMatchObject(
    name === undefined ? { kind: "account", named: false } : { kind: "deployment", named: true, name },
  );
});

test("what the refusal gives away is found in a recorded text", () => {
  for (const { pattern, sample } of openai.disclosures!) expect(pattern.exec(sample)?.[1]).toBeTruthy();
});

test("no probe changes an account or asks a model, even when its headers or its body are lost", () => {
  const data = { deployments: { "gpt-4o": { model: "gpt-4o" } }, answers: 0 };
  for (const url of [ACCOUNT, `${ACCOUNT}/openai/deployments/gpt-4o`]) {
    const { replies, changed } = actedOn(url, { service: "openai", name: "contoso-ai", data });
    expect(changed).toBe(false);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404, 404]);
  }
});
