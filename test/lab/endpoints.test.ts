import { afterAll, describe, expect, test } from "vitest";
import { LEGACY_APP, ML_COMPUTE, WEB_APP } from "../../src/lab/contoso-hosts.ts";
import { JOBS_IDENTITY, UNKNOWN_CLIENT_ID, WEB_IDENTITY } from "../../src/lab/contoso.ts";
import { NOW, RESOURCE, both, claimsOf, closeLabs, labWith } from "../support/endpoint-lab.ts";

afterAll(closeLabs);

describe("App Service", () => {
  const headers = { "X-IDENTITY-HEADER": WEB_APP.endpoint.secret };
  const query = { "api-version": "2019-08-01", resource: RESOURCE };

  test("gives a token for the system-assigned identity, in the fields that every SDK needs", async () => {
    const { lab, ask } = await labWith(WEB_APP.endpoint, both(WEB_APP));
    const answer = await ask({ headers, query });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      token_type: "Bearer",
      resource: RESOURCE,
      client_id: WEB_APP.identity.clientId,
      expires_on: String(NOW / 1000 + 86_400),
      expires_in: "86400",
    });
    expect(claimsOf(answer)).toMatchObject({
      aud: RESOURCE,
      oid: WEB_APP.identity.objectId,
      xms_mirid: WEB_APP.identity.resourceId,
    });
    expect(claimsOf(answer)).not.toHaveProperty("xms_az_rid");
    expect(lab.requests().at(-1)?.server).toBe("app-service");
  });

  test.each([
    ["client_id", WEB_IDENTITY.clientId.toUpperCase()],
    ["principal_id", WEB_IDENTITY.objectId],
    ["object_id", WEB_IDENTITY.objectId],
    ["mi_res_id", WEB_IDENTITY.resourceId],
  ])("takes %s", async (name, value) => {
    const { ask } = await labWith(WEB_APP.endpoint, both(WEB_APP));
    const answer = await ask({ headers, query: { ...query, [name]: value } });
    // A user-assigned identity's token tells on which resource it was asked for.
    expect(claimsOf(answer)).toMatchObject({
      oid: WEB_IDENTITY.objectId,
      xms_mirid: WEB_IDENTITY.resourceId,
      xms_az_rid: WEB_APP.identity.resourceId,
    });
  });

  test("does not take the older spelling of the client id", async () => {
    const { ask } = await labWith(WEB_APP.endpoint, both(WEB_APP));
    const answer = await ask({ headers, query: { ...query, clientid: WEB_IDENTITY.clientId } });
    expect(claimsOf(answer)["oid"]).toBe(WEB_APP.identity.objectId);
  });

  test("refuses an identity that is not attached", async () => {
    const { ask } = await labWith(WEB_APP.endpoint, both(WEB_APP));
    const answer = await ask({ headers, query: { ...query, client_id: UNKNOWN_CLIENT_ID } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      statusCode: 400,
      message:
        "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    });
  });

  test("without an id never gives a user-assigned identity, not even the only one", async () => {
    const { ask } = await labWith(WEB_APP.endpoint, { userAssigned: [WEB_IDENTITY] });
    const answer = await ask({ headers, query });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: "No Managed Identity found for specified ClientId/ResourceId/PrincipalId." },
    });
  });

  test.each([
    ["no header", { headers: {}, query }, 401],
    ["an old header", { headers: { "X-IDENTITY-HEADER": "lab-fake-old" }, query }, 401],
    ["the older protocol's header", { headers: { secret: WEB_APP.endpoint.secret }, query }, 401],
    ["another version", { headers, query: { ...query, "api-version": "2017-09-01" } }, 400],
    ["no resource", { headers, query: { "api-version": "2019-08-01" } }, 400],
    ["POST", { headers, query, method: "POST" }, 405],
    ["an unknown resource", { headers, query: { ...query, resource: "https://nobody.example" } }, 500],
  ] as const)("refuses %s", async (_, asked, status) => {
    const { ask } = await labWith(WEB_APP.endpoint, both(WEB_APP));
    const answer = await ask(asked);
    expect(answer.status).toBe(status);
    expect(answer.body["statusCode"]).toBe(status);
    expect(answer.body["message"]).toEqual(expect.any(String));
    expect(answer.body).not.toHaveProperty("access_token");
  });
});

describe("the older protocol of App Service", () => {
  const headers = { secret: LEGACY_APP.endpoint.secret };
  const query = { "api-version": "2017-09-01", resource: RESOURCE };

  test("answers with a date, and without the newer fields", async () => {
    const { ask } = await labWith(LEGACY_APP.endpoint, both(LEGACY_APP));
    const { body } = await ask({ headers, query });
    expect(body).toEqual({
      access_token: expect.any(String) as string,
      expires_on: "03/05/2026 05:06:07 +00:00",
      resource: RESOURCE,
      token_type: "Bearer",
    });
  });

  test("takes an id as clientid only; an empty one is none", async () => {
    const { ask } = await labWith(LEGACY_APP.endpoint, both(LEGACY_APP));
    const oidFor = async (ids: Record<string, string>) =>
      claimsOf(await ask({ headers, query: { ...query, ...ids } }))["oid"];
    expect(await oidFor({ clientid: WEB_IDENTITY.clientId })).toBe(WEB_IDENTITY.objectId);
    expect(await oidFor({ client_id: WEB_IDENTITY.clientId })).toBe(LEGACY_APP.identity.objectId);
    expect(await oidFor({ clientid: "" })).toBe(LEGACY_APP.identity.objectId);
  });

  test.each([
    ["the newer header", { headers: { "X-IDENTITY-HEADER": LEGACY_APP.endpoint.secret }, query }, 401],
    ["the newer version", { headers, query: { ...query, "api-version": "2019-08-01" } }, 400],
  ] as const)("refuses %s", async (_, asked, status) => {
    const { ask } = await labWith(LEGACY_APP.endpoint, both(LEGACY_APP));
    expect((await ask(asked)).status).toBe(status);
  });
});

describe("Machine Learning", () => {
  const headers = { secret: ML_COMPUTE.endpoint.secret };
  const query = { "api-version": "2017-09-01", resource: RESOURCE };

  test("answers in seconds, for the identity of clientid or of the compute", async () => {
    const { ask } = await labWith(ML_COMPUTE.endpoint, both(ML_COMPUTE));
    const own = await ask({ headers, query });
    expect(own.body["expires_on"]).toBe(String(NOW / 1000 + 86_400));
    expect(claimsOf(own)["oid"]).toBe(ML_COMPUTE.identity.objectId);
    const named = await ask({ headers, query: { ...query, clientid: JOBS_IDENTITY.clientId } });
    expect(claimsOf(named)["oid"]).toBe(JOBS_IDENTITY.objectId);
  });

  test.each([
    ["a wrong secret", { headers: { secret: "lab-fake-wrong" }, query }, 401],
    ["an object id as client id", { headers, query: { ...query, clientid: WEB_IDENTITY.objectId } }, 400],
  ] as const)("refuses %s", async (_, asked, status) => {
    const { ask } = await labWith(ML_COMPUTE.endpoint, both(ML_COMPUTE));
    expect((await ask(asked)).status).toBe(status);
  });
});

describe("behaviours", () => {
  const asked = {
    headers: { "X-IDENTITY-HEADER": WEB_APP.endpoint.secret },
    query: { "api-version": "2019-08-01", resource: RESOURCE },
  };

  test("refused: nothing listens", async () => {
    const { lab } = await labWith({ ...WEB_APP.endpoint, behaviour: "refused" }, both(WEB_APP));
    expect(lab.map.routes).not.toHaveProperty(WEB_APP.endpoint.at);
  });

  test("answers: statuses in order, and a look without the header uses none up", async () => {
    const behaviour = { answers: [500, 429] };
    const { ask } = await labWith({ ...WEB_APP.endpoint, behaviour }, both(WEB_APP));
    expect((await ask()).status).toBe(401);
    const statuses = [await ask(asked), await ask(asked), await ask(asked)].map(({ status }) => status);
    expect(statuses).toEqual([500, 429, 200]);
  });

  test("always: somebody else answers", async () => {
    const always = { status: 502, headers: { Server: "squid/6.10" }, body: '{"by":"somebody else"}' };
    const { ask } = await labWith({ ...WEB_APP.endpoint, behaviour: { always } }, both(WEB_APP));
    const answer = await ask(asked);
    expect(answer).toMatchObject({ status: 502, body: { by: "somebody else" } });
    expect(answer.headers["server"]).toBe("squid/6.10");
  });

  test("silent: the request arrives, and no answer comes before the lab ends", async () => {
    const { lab, ask } = await labWith({ ...WEB_APP.endpoint, behaviour: "silent" }, both(WEB_APP));
    const answer = ask(asked).then(
      () => "answered",
      (error: NodeJS.ErrnoException) => error.code,
    );
    await expect.poll(() => lab.requests().length).toBe(1);
    await lab.close();
    expect(await answer).toBe("ECONNRESET");
  });
});
