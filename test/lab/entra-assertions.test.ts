import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { SignJWT, decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  APP,
  CERTIFICATE,
  CERTIFICATE_FILE,
  FEDERATED_IDENTITY,
  FEDERATED_TOKEN_FILE,
  DEVELOPER,
  SERVICE_ACCOUNT,
  TENANT_ID,
  USER_PASSWORD,
  WEB_IDENTITY,
} from "../../src/lab/contoso.ts";
import { reportSchema, type Link } from "../../src/model/report.ts";
import type { LinkId } from "../../src/model/words.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { runCli } from "../support/run-cli.ts";
import { startedLab } from "../support/started-lab.ts";

describe("real credentials in the lab", () => {
  test.each([
    ["certificate-works", "environment", { appid: APP.clientId, appidacr: "2" }],
    ["workload-identity-works", "workload-identity", { xms_mirid: WEB_IDENTITY.resourceId, appidacr: "2" }],
  ] as const)("%s: %s gets a token", async (scenario, id, claims) => {
    const link = await tryLink(scenario, id);
    expect(link?.outcome).toBe("succeeded");
    expect(link?.tokens[0]?.claims).toMatchObject(claims);
    expect(link?.tokens[0]?.claims).not.toHaveProperty("xms_az_rid");
  });

  test.each([["username-password", "environment", 50076]] as const)(
    "%s: %s is refused with %i",
    async (scenario, id, code) => {
      const link = await tryLink(scenario, id);
      expect(link?.outcome).toBe("failed");
      expect(link?.error?.entra).toMatchObject([{ code }]);
    },
  );

  test("certificate-unreadable: nothing is sent to Entra", async () => {
    const link = await tryLink("certificate-unreadable", "environment");
    expect(link).toMatchObject({ outcome: "not-configured", exchanges: [] });
  });
});

async function tryLink(scenario: string, id: LinkId): Promise<Link | undefined> {
  const { stdout } = await runCli(["lab", scenario, "--only", id, "-o", "json", "--quiet"]);
  const report = reportSchema.parse(JSON.parse(stdout));
  return report.links.find((link) => link.id === id);
}

const TOKEN_ENDPOINT = `https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/token`;

describe("the authority itself", () => {
  let lab: RunningLab;
  let key: KeyObject;
  let certificate: X509Certificate;

  beforeAll(async () => {
    lab = await startedLab({
      applications: [APP],
      identities: { userAssigned: [], elsewhere: [FEDERATED_IDENTITY] },
      files: {
        [CERTIFICATE_FILE]: CERTIFICATE,
        [FEDERATED_TOKEN_FILE]: { kind: "federated-token", ...SERVICE_ACCOUNT, validity: "valid" },
        "/issuer": {
          kind: "federated-token",
          ...SERVICE_ACCOUNT,
          issuer: "https://other.example/",
          validity: "valid",
        },
        "/audience": { kind: "federated-token", ...SERVICE_ACCOUNT, audience: "other", validity: "valid" },
      },
    });
    const pem = await readFile(join(lab.filesRoot, CERTIFICATE_FILE), "utf8");
    key = createPrivateKey(pem);
    certificate = new X509Certificate(pem);
  });
  afterAll(() => lab.close());

  const id = APP.clientId;
  const HOUR = 3600;

  /** An assertion as SDKs sign them, but for what is given. */
  async function signed(special: {
    alg?: string;
    sub?: string;
    aud?: string;
    from?: number;
    key?: KeyObject;
  }) {
    const now = Math.floor(Date.now() / 1000) + (special.from ?? 0);
    const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(":", ""), "hex").toString(
      "base64url",
    );
    return await new SignJWT()
      .setProtectedHeader({ alg: special.alg ?? "PS256", "x5t#S256": thumbprint })
      .setIssuer(id)
      .setSubject(special.sub ?? id)
      .setAudience(special.aud ?? TOKEN_ENDPOINT)
      .setNotBefore(now)
      .setExpirationTime(now + 600)
      .sign(special.key ?? key);
  }

  async function codeOf(form: Record<string, string>): Promise<number | "granted"> {
    const body = new URLSearchParams({
      scope: "https://storage.azure.com/.default",
      grant_type: "client_credentials",
      ...form,
    }).toString();
    const answer = JSON.parse(await post(body)) as { error_codes?: [number]; access_token?: string };
    if (answer.access_token !== undefined) {
      expect(decodeJwt(answer.access_token)).toMatchObject({ appid: form["client_id"], appidacr: "2" });
      return "granted";
    }
    return answer.error_codes?.[0] ?? Number.NaN;
  }

  async function post(body: string): Promise<string> {
    const { hostname, pathname } = new URL(TOKEN_ENDPOINT);
    const ca = await readFile(lab.caFile);
    const names = lab.map.names[hostname];
    const address = typeof names === "object" && "addresses" in names ? names.addresses[0] : undefined;
    const port = lab.map.routes[`${address}:443`];
    return await new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port, path: pathname, method: "POST", ca, servername: hostname },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => (text += part));
          response.once("end", () => resolve(text));
        },
      );
      sent.once("error", reject).end(body);
    });
  }

  const assertion = (client_assertion: string, client_id = id) => ({
    client_id,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion,
  });

  test.each([
    ["as SDKs sign it", {}, "granted"],
    ["with the older algorithm", { alg: "RS256" }, "granted"],
    ["for the issuer's own name", { aud: `https://login.microsoftonline.com/${TENANT_ID}/v2.0` }, "granted"],
    ["of another application", { sub: WEB_IDENTITY.clientId }, 700021],
    ["for another tenant", { aud: TOKEN_ENDPOINT.replace(TENANT_ID, id) }, 700023],
    ["of an hour ago", { from: -HOUR }, 700024],
    ["of a clock that is an hour ahead", { from: HOUR }, 700024],
    [
      "signed with another key",
      { key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey },
      700027,
    ],
  ] as const)("an assertion %s", async (_, special, expected) => {
    expect(await codeOf(assertion(await signed(special)))).toBe(expected);
  });

  test.each([
    [FEDERATED_TOKEN_FILE, WEB_IDENTITY.clientId, "granted"],
    [FEDERATED_TOKEN_FILE, id, 70025],
    ["/issuer", WEB_IDENTITY.clientId, 700211],
    ["/audience", WEB_IDENTITY.clientId, 700212],
  ] as const)("the token of %s for %s", async (file, client, expected) => {
    const token = await readFile(join(lab.filesRoot, file), "utf8");
    expect(await codeOf(assertion(token, client))).toBe(expected);
  });

  test("a federated token that somebody else signed", async () => {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: "RS256" })
      .setIssuer(SERVICE_ACCOUNT.issuer)
      .setSubject(SERVICE_ACCOUNT.subject)
      .setAudience(SERVICE_ACCOUNT.audience)
      .setExpirationTime("1h")
      .sign(key);
    expect(await codeOf(assertion(token, WEB_IDENTITY.clientId))).toBe(700027);
  });

  test("text that is no JWT", async () => {
    expect(await codeOf(assertion("no token"))).toBe(50027);
  });

  test("a person's password: right, wrong", async () => {
    const login = { client_id: id, grant_type: "password", username: DEVELOPER.name };
    expect(await codeOf({ ...login, password: USER_PASSWORD })).toBe(50076);
    expect(await codeOf({ ...login, password: "lab-fake-other" })).toBe(50126);
  });
});
