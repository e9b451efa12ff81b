import { expect, test } from "vitest";
import { matchTarget } from "../../../src/catalogue/match-target.ts";
import { graph } from "../../../src/catalogue/services/graph.ts";
import { actedOn, briefly, matched, saidOf, takesToken } from "../../support/service-answers.ts";

const URL = "https://graph.microsoft.com";
const PRINCIPAL = "07336777-83dc-4046-a73e-677d4bb02754";

test.each([
  ["graph.microsoft.com", "public"],
  ["graph.microsoft.us", "usgov"],
  ["dod-graph.microsoft.us", "usgov"],
  ["microsoftgraph.chinacloudapi.cn", "china"],
])("%s belongs to %s and takes the token for itself only", (host, cloud) => {
  const scope = `https://${host}/.default`;
  expect(matched(`https://${host}/v1.0/users`).target).toMatchObject({
    service: { name: "graph" },
    ...{ cloud, scope },
  });
  expect(takesToken(host, scope)).toBe(true);
  expect(takesToken(host, "https://management.azure.com/.default")).toBe(false);
  for (const text of [`x.${host}`, `evil${host}`, `${host}.evil.test`, `${host}@evil.test`, `${host}:8443`])
    expect(matchTarget(`https://${text}/`)).toHaveProperty("problem");
});

const error = (status: number, code: string, message = "x") => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
});

/** Answers of dataplane.md section 19.3. */
test.each([
  [{ status: 200 }, "allowed documented -"],
  // It takes the token; what it refuses the app may never need.
  [error(403, "Authorization_RequestDenied"), "inconclusive documented answer-unclear"],
  [error(403, "Other"), "inconclusive inferred answer-unclear"],
  [error(404, "Request_ResourceNotFound"), "inconclusive inferred answer-unclear"],
  [error(401, "InvalidAuthenticationToken"), "token-rejected documented token-not-accepted"],
  [
    error(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
    "wrong-audience inferred audience-refused",
  ],
  [
    error(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
    "token-expired inferred expiry-refused",
  ],
  [
    {
      ...error(401, "InvalidAuthenticationToken"),
      headers: { "www-authenticate": 'Bearer error="insufficient_claims", claims="lab-fake"' },
    },
    "needs-claims inferred claims-challenge",
  ],
  [{ status: 429 }, "throttled documented target-throttles"],
] as const)("%j is %s", (answer, said) => {
  expect(briefly(URL, "read", answer)).toBe(said);
});

test("an app role is given by the API of the same cloud, and none is proposed", () => {
  const { commands } = graph.grant({
    ...{ objectId: PRINCIPAL, clientId: undefined, principalType: "ServicePrincipal" },
    ...{ role: undefined, action: "Application.Read.All", resource: "graph.microsoft.us" },
    ...{ host: "graph.microsoft.us", resourceId: "", errorCode: undefined },
    part: { kind: "tenant", name: "as a whole", named: false },
  });
  const text = commands.join("\n");
  expect(text).toContain(`https://graph.microsoft.us/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignments`);
  expect(text).toContain('"appRoleId":"<app-role-id>"');
  expect(text).not.toContain("9a5d68dd");
});

test.each([
  [{}, /Its token holds no permission for this service at all\./],
  [{ roles: ["User.Read.All", "Mail.Send"] }, /Its token holds: User\.Read\.All, Mail\.Send\./],
  [{ scp: "User.Read openid" }, /Its token holds: User\.Read, openid\./],
])("what its token holds is told: %j", (claims, said) => {
  const refusal = error(403, "Authorization_RequestDenied");
  const { finding, exitCode } = saidOf(URL, "read", refusal, claims);
  expect([exitCode, finding?.slug]).toEqual([4, "answer-unclear"]);
  expect(finding?.cause).toMatch(said);
});

test("it asks for the token's own principal, and changes nothing", () => {
  const [{ ask } = { ask: undefined }] = graph.probes;
  const scope = { kind: "tenant", name: "tenant", named: false };
  const context = { scope, random: "azcredprobe-0", resource: "r", date: "d", principalId: PRINCIPAL };
  expect(ask?.kind === "http" && ask.request(context).path).toBe(
    `/v1.0/servicePrincipals/${PRINCIPAL}?$select=id,appId`,
  );
  const data = { servicePrincipals: { [PRINCIPAL]: { appId: "a" } } };
  expect(actedOn(URL, { service: "graph", name: "graph", data }).changed).toBe(false);
});
