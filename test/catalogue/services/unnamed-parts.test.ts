import { describe, expect, test } from "vitest";
import { briefly, requestsTo, saidOf } from "../../support/service-answers.ts";

const forbidden = { status: 403, body: JSON.stringify({ error: { code: "Forbidden", message: "x" } }) };
const NOT_A_MEMBER = { status: 401, body: "TF400813: The user is not authorized." };
const KUSTO = "https://contoso.westeurope.kusto.windows.net";

/** A role on a part that was not named would not show (design section 3). */
test.each([
  [KUSTO, forbidden, "inconclusive inferred name-the-part"],
  [`${KUSTO}/telemetry`, forbidden, "denied-rbac inferred role-missing"],
  ["https://dev.azure.com", NOT_A_MEMBER, "inconclusive inferred name-the-part"],
  ["https://dev.azure.com", { status: 404 }, "inconclusive inferred answer-unclear"],
  ["https://dev.azure.com/contoso", NOT_A_MEMBER, "denied-rbac inferred role-missing"],
  ["https://dev.azure.com/contoso", { status: 404 }, "not-found inferred part-not-found"],
  // Its host names the organization.
  ["https://contoso.visualstudio.com", NOT_A_MEMBER, "denied-rbac inferred role-missing"],
  ["https://atlas.microsoft.com", forbidden, "inconclusive inferred name-the-part"],
  ["https://contoso-synapse.dev.azuresynapse.net", forbidden, "denied-rbac inferred role-missing"],
])("%s: %j is %s", (url, answer, said) => {
  expect(briefly(url, "read", answer)).toBe(said);
});

test("an organization that its host names is asked for, and said once", () => {
  const [request] = requestsTo("https://contoso.visualstudio.com", ["read"]);
  expect(request?.path).toMatch(/^\/_apis\//);
  const { finding } = saidOf("https://contoso.visualstudio.com", "read", NOT_A_MEMBER);
  expect(finding?.cause).toContain("reached contoso with");
});

describe("where nothing smaller can be named, no name is asked for", () => {
  test.each([
    ["https://contoso-hub.azure-devices.net", { status: 401 }, "--role 'IoT Hub Data Reader'"],
    ["https://contoso-dps.azure-devices-provisioning.net", { status: 401 }, "--role 'Device Provisioning"],
    ["https://adb-1234567890123456.7.azuredatabricks.net", { status: 401 }, ""],
  ])("%s: %j", (url, answer, command) => {
    const { finding } = saidOf(url, "read", answer);
    expect(finding?.slug).toBe("answer-unclear");
    const [fix, ...more] = finding?.fixes ?? [];
    expect(more).toEqual([]);
    expect(fix?.what).toMatch(/^If it turns out to have no such role: /);
    expect(fix?.commands.join("")).toContain(command);
  });
});

describe("a 404 is a yes only from the service itself", () => {
  const page = { status: 404, body: "<html>not here</html>" };
  const hub = { status: 404, headers: { "iothub-errorcode": "DeviceNotFound" }, body: "{}" };
  const enrollment = { status: 404, body: JSON.stringify({ errorCode: 404_201, message: "x" }) };
  const user = { status: 404, headers: { "x-ms-error-code": "Warning.User.NotExisted" } };
  test.each([
    ["https://contoso-hub.azure-devices.net", hub],
    ["https://contoso-dps.azure-devices-provisioning.net", enrollment],
    ["https://contoso-live.service.signalr.net", user],
    ["https://contoso-push.webpubsub.azure.com", user],
  ])("%s", (url, own) => {
    expect(briefly(url, "read", own)).toBe("allowed inferred -");
    expect(saidOf(url, "read", page)).toMatchObject({ verdict: "inconclusive", exitCode: 4 });
  });
});
