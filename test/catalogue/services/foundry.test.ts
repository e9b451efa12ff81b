import { describe, expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { actedOn, briefly, lookAlikes, matched, saidOf, takesToken } from "../../support/service-answers.ts";

const HOST = "contoso-agents.services.ai.azure.com";
const PROJECTS = `https://${HOST}/api/projects`;
const PROJECT = `${PROJECTS}/shop`;

describe("the path tells a project's token from the account's", () => {
  test.each([
    [PROJECT, "foundry", "https://ai.azure.com/.default"],
    [`${PROJECT}/assistants`, "foundry", "https://ai.azure.com/.default"],
    [PROJECTS, "foundry", "https://ai.azure.com/.default"],
    [`https://${HOST}/`, "openai", "https://cognitiveservices.azure.com/.default"],
    [`https://${HOST}/openai/v1`, "openai", "https://cognitiveservices.azure.com/.default"],
    [`https://${HOST}/api/projectsx/shop`, "openai", "https://cognitiveservices.azure.com/.default"],
    [
      "https://contoso-agents.openai.azure.com/api/projects/shop",
      "openai",
      "https://cognitiveservices.azure.com/.default",
    ],
  ])("%s is of %s", (url, name, scope) => {
    expect(matched(url).target).toMatchObject({ service: { name }, scope });
  });

  test("--service cannot make an account of a path that is a project's, nor the other way round", () => {
    expect(matchTarget(`https://${HOST}/`, "foundry")).toHaveProperty("problem");
    expect(matchTarget(PROJECT, "openai")).toMatchObject({
      target: { scope: "https://cognitiveservices.azure.com/.default" },
    });
  });

  test("both tokens belong to the host, and to no other", () => {
    const scopes = ["https://ai.azure.com/.default", "https://cognitiveservices.azure.com/.default"];
    expect(scopes.filter((scope) => takesToken(HOST, scope))).toEqual(scopes);
    expect(takesToken("contoso-agents.openai.azure.com", "https://ai.azure.com/.default")).toBe(false);
    expect(takesToken(HOST, "/.default")).toBe(false);
  });
});

test.each(lookAlikes("contoso-agents", "services.ai.azure.com").map((url) => `${url}api/projects/shop`))(
  "refuses %s",
  (text) => {
    expect(matchTarget(text)).toHaveProperty("problem");
  },
);

const error = (status: number, code: string, message: string) => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
});
const NO_ROLE = error(
  401,
  "PermissionDenied",
  "The principal `90ae6d27-5ebe-4011-ac3f-cb35e8e456b0` lacks the required data action `Microsoft.CognitiveServices/accounts/AIServices/agents/read` to perform `GET /api/projects/{projectName}/assistants/{assistantId}` operation.",
);
const ABSENT = error(404, "NotFound", "No assistant found with id 'asst_x'.");

test.each([
  [PROJECT, "read", ABSENT, "allowed inferred -"],
  [PROJECT, "write", ABSENT, "allowed inferred -"],
  [PROJECT, "delete", ABSENT, "allowed inferred -"],
  [PROJECT, "read", error(404, "NotFound", "Project not found"), "not-found observed part-not-found"],
  [PROJECTS, "read", error(404, "NotFound", "Project not found"), "inconclusive inferred answer-unclear"],
  [PROJECT, "read", { status: 404, body: "{}" }, "inconclusive inferred answer-unclear"],
  [PROJECT, "read", NO_ROLE, "denied-rbac observed role-missing"],
  [PROJECTS, "read", NO_ROLE, "inconclusive observed name-the-part"],
  [
    PROJECT,
    "read",
    error(400, "BadRequest", "Tenant provided in token does not match resource tenant."),
    "wrong-tenant observed resource-in-other-tenant",
  ],
  // What an account says of a token or of the network (dataplane.md section 16), it says of its projects, too.
  [
    PROJECT,
    "write",
    {
      status: 401,
      body: '{ "statusCode": 401, "message": "Unauthorized. Access token is missing, invalid, audience is incorrect (https://ai.azure.com), or have expired." }',
    },
    "token-rejected observed token-not-accepted",
  ],
  [
    PROJECT,
    "read",
    error(403, "403", "Access denied due to Virtual Network/Firewall rules."),
    "denied-network observed network-rule-refuses",
  ],
  [
    PROJECTS,
    "delete",
    error(403, "AccessDenied", "Public access is disabled. Please configure private endpoint."),
    "denied-network observed public-access-off",
  ],
  [PROJECT, "read", error(429, "429", "x"), "throttled inferred target-throttles"],
  [PROJECT, "read", { status: 401 }, "inconclusive inferred answer-unclear"],
  [PROJECT, "read", { status: 200 }, "inconclusive inferred answer-unclear"],
] as const)("%s %s: %j is %s", (url, level, answer, said) => {
  expect(briefly(url, level, answer)).toBe(said);
});

test("the role is given on the project, by its GUID, for its name has changed", () => {
  const [fix] = saidOf(PROJECT, "read", NO_ROLE).finding?.fixes ?? [];
  expect(fix?.what).toContain("Foundry User");
  expect(fix?.commands[0]).toMatch(
    /--role 53ca6127-db72-4b80-b1b0-d745d6d5456d --scope .*\/accounts\/contoso-agents\/projects\/shop'?$/,
  );
});

test("no probe changes a project, even when its headers or its body are lost", () => {
  const data = { projects: { shop: { asst_helper: "an agent" } } };
  for (const url of [PROJECT, PROJECTS]) {
    const { replies, changed } = actedOn(url, { service: "foundry", name: "contoso-agents", data });
    expect(changed).toBe(false);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([404]));
    expect(replies).toHaveLength(9);
  }
});
