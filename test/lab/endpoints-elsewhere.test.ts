import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import tls from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import { ARC_SERVER, CLOUD_SHELL, FABRIC_APP, SIGNED_IN_USER } from "../../src/lab/contoso-hosts.ts";
import { JOBS_IDENTITY, WEB_IDENTITY } from "../../src/lab/contoso.ts";
import { NOW, RESOURCE, both, claimsOf, closeLabs, labWith, type Asked } from "../support/endpoint-lab.ts";

afterAll(closeLabs);

describe("Cloud Shell", () => {
  const form = (fields: Record<string, string>): Asked => ({
    method: "POST",
    path: "/oauth2/token",
    headers: { Metadata: "true", "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });

  test("gives the signed-in person's token, whatever id is named", async () => {
    const { ask } = await labWith(CLOUD_SHELL.endpoint, { userAssigned: [WEB_IDENTITY] });
    const answer = await ask(form({ resource: RESOURCE, client_id: WEB_IDENTITY.clientId }));
    expect(answer.body).toMatchObject({ resource: RESOURCE, token_type: "Bearer" });
    expect(answer.body).not.toHaveProperty("client_id");
    const claims = claimsOf(answer);
    expect(claims).toMatchObject({
      appid: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      idtyp: "user",
      oid: SIGNED_IN_USER.objectId,
      scp: "user_impersonation",
      upn: SIGNED_IN_USER.name,
    });
    expect(claims).not.toHaveProperty("xms_mirid");
  });

  test("gives tokens for listed audiences only, with or without a slash at the end", async () => {
    const { ask } = await labWith(CLOUD_SHELL.endpoint, { userAssigned: [] });
    expect((await ask(form({ resource: `${RESOURCE}/` }))).status).toBe(200);
    const refused = await ask(form({ resource: "https://cognitiveservices.azure.com" }));
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      error: {
        code: "AudienceNotSupported",
        message: expect.stringMatching(
          /^Audience https:\/\/cognitiveservices\.azure\.com is not a supported MSI token audience\. Supported audiences: https:/,
        ) as string,
      },
    });
  });

  test.each([
    ["GET", { ...form({}), method: "GET", query: { resource: RESOURCE } }, 405, "MethodNotAllowed"],
    ["a missing header", { ...form({ resource: RESOURCE }), headers: {} }, 400, "bad_request_102"],
    ["a missing resource", form({}), 400, "InvalidRequest"],
  ] as const)("refuses %s", async (_, asked, status, code) => {
    const { ask } = await labWith(CLOUD_SHELL.endpoint, { userAssigned: [] });
    const answer = await ask(asked);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("Service Fabric", () => {
  const path = "/metadata/identity/oauth2/token";
  const headers = { secret: FABRIC_APP.endpoint.secret };
  const query = { "api-version": "2019-07-01-preview", resource: RESOURCE };

  test("answers over TLS, at its own address, with a number for expires_on", async () => {
    const { ask } = await labWith(FABRIC_APP.endpoint, both(FABRIC_APP));
    const answer = await ask({ path, headers, query: { ...query, client_id: WEB_IDENTITY.clientId } });
    expect(answer.body["expires_on"]).toBe(NOW / 1000 + 86_400);
    // The manifest, not the request, says which identity it is.
    expect(claimsOf(answer)["oid"]).toBe(FABRIC_APP.identity.objectId);
  });

  test("the environment tells the thumbprint of its certificate", async () => {
    const { lab } = await labWith(FABRIC_APP.endpoint, both(FABRIC_APP), { env: FABRIC_APP.env });
    const thumbprint = await new Promise<string>((resolve, reject) => {
      const port = lab.map.routes[FABRIC_APP.endpoint.at]!;
      const socket = tls.connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()!.fingerprint.replaceAll(":", ""));
        socket.destroy();
      });
      socket.once("error", reject);
    });
    expect(lab.world.env["IDENTITY_SERVER_THUMBPRINT"]).toBe(thumbprint);
    expect(thumbprint).toMatch(/^[0-9A-F]{40}$/);
  });

  test.each([
    ["no secret", { headers: {}, query }, 400, "SecretHeaderNotFound"],
    ["an unknown secret", { headers: { secret: "lab-fake-wrong" }, query }, 404, "ManagedIdentityNotFound"],
    ["no resource", { headers, query: { "api-version": "2020-05-01" } }, 400, "ArgumentNullOrEmpty"],
    ["no version", { headers, query: { resource: RESOURCE } }, 400, "InvalidApiVersion"],
  ] as const)("refuses %s", async (_, asked, status, code) => {
    const { ask } = await labWith(FABRIC_APP.endpoint, both(FABRIC_APP));
    const answer = await ask({ path, ...asked });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("Azure Arc", () => {
  const path = "/metadata/identity/oauth2/token";
  const headers = { Metadata: "true" };
  const query = { "api-version": "2020-06-01", resource: RESOURCE };
  const machine = { systemAssigned: ARC_SERVER.identity, userAssigned: [] };

  test("names its key file, and takes the content of it", async () => {
    const { lab, ask } = await labWith(ARC_SERVER.endpoint, machine);
    const challenged = await ask({ path, headers, query });
    expect(challenged.status).toBe(401);
    const challenge = challenged.headers["www-authenticate"] ?? "";
    // What `@azure/msal-node` 5.6.0 asks of it.
    expect(challenge).toMatch(/^Basic realm=\/var\/opt\/azcmagent\/tokens\/[0-9a-f-]{36}\.key$/);
    const file = join(lab.filesRoot, challenge.slice("Basic realm=".length));
    const key = await readFile(file, "utf8");
    expect((await stat(file)).size).toBeLessThanOrEqual(4096);
    const answer = await ask({ path, headers: { ...headers, Authorization: `Basic ${key}` }, query });
    expect(claimsOf(answer)).toMatchObject({
      oid: ARC_SERVER.identity.objectId,
      xms_mirid: ARC_SERVER.identity.resourceId,
    });
    const wrong = await ask({ path, headers: { ...headers, Authorization: "Basic lab-fake-wrong" }, query });
    expect(wrong.status).toBe(401);
  });

  test("every run has another key", async () => {
    const keys = await Promise.all(
      ["one", "another"].map(async (name) => {
        const { lab, ask } = await labWith(ARC_SERVER.endpoint, machine, { name });
        const { headers: answered } = await ask({ path, headers, query });
        const realm = (answered["www-authenticate"] ?? "").split("=")[1] ?? "";
        return await readFile(join(lab.filesRoot, realm), "utf8");
      }),
    );
    expect(keys[0]).not.toBe(keys[1]);
  });

  test("gives the machine's identity for an id it does not know, and confirms one that it knows", async () => {
    const keyFile = "/var/opt/azcmagent/tokens/test.key";
    const endpoint = { ...ARC_SERVER.endpoint, keyFile };
    const { lab, ask } = await labWith(endpoint, { ...machine, userAssigned: [JOBS_IDENTITY] });
    const key = await readFile(join(lab.filesRoot, keyFile), "utf8");
    const asked = (clientId: string) => ({
      path,
      headers: { ...headers, Authorization: `Basic ${key}` },
      query: { ...query, client_id: clientId },
    });
    const unknown = await ask(asked(WEB_IDENTITY.clientId));
    expect(unknown.body["client_id"]).toBe(ARC_SERVER.identity.clientId);
    const known = await ask(asked(JOBS_IDENTITY.clientId));
    expect(known.body).toMatchObject({
      client_id: JOBS_IDENTITY.clientId,
      object_id: JOBS_IDENTITY.objectId,
      msi_res_id: JOBS_IDENTITY.resourceId,
    });
  });

  test("leaves a key file alone that the scenario declares", async () => {
    const keyFile = "/var/opt/azcmagent/tokens/declared.key";
    const files = { [keyFile]: "lab-fake-stale-key" };
    const { lab } = await labWith({ ...ARC_SERVER.endpoint, keyFile }, machine, { files });
    const content = await readFile(join(lab.filesRoot, keyFile), "utf8").catch(() => "lab-fake-stale-key");
    expect(content).toBe("lab-fake-stale-key");
  });

  test.each([
    ["a missing header", { path, query }, 400, "bad_request_102"],
    ["another path", { path: "/metadata/instance", headers, query }, 404, "not_found"],
  ] as const)("refuses %s", async (_, asked, status, error) => {
    const { ask } = await labWith(ARC_SERVER.endpoint, machine);
    expect(await ask(asked)).toMatchObject({ status, body: { error } });
  });
});
