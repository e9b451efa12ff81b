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
  [error(403, "Authorization_RequestDenied"), "denied-rbac documented role-missing"],
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
  [{ status: 429 }, "throttled documented target-throttles"],
] as const)("%j is %s", (answer, said) => {
  expect(briefly(URL, "read", answer)).toBe(said);
});

test("the app role is given by the API, to the principal itself", () => {
  const { commands } = graph.grant({
    ...{ objectId: PRINCIPAL, clientId: undefined, principalType: "ServicePrincipal" },
    ...{
      role: undefined,
      action: "Application.Read.All",
      resource: "graph.microsoft.com",
      host: "graph.microsoft.com",
      resourceId: "",
    },
    ...{ part: { kind: "tenant", name: "tenant", named: false }, errorCode: undefined },
  });
  expect(commands.join("\n")).toContain(`servicePrincipals/${PRINCIPAL}/appRoleAssignments`);
  expect(commands.join("\n")).toContain('"appRoleId":"9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"');
  const { finding } = saidOf(URL, "read", error(403, "Authorization_RequestDenied"));
  expect(finding?.cause).toMatch(/Azure roles never count/);
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
