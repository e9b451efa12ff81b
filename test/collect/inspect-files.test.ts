import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { FileFacts } from "../../src/catalogue/file-problems.ts";
import { runInspectJob } from "../../src/collect/isolate/inspect-job.ts";
import { makeClientCertificate } from "../../src/lab/client-certificates.ts";
import { CERTIFICATE } from "../../src/lab/contoso.ts";
import type { LabCertificate } from "../../src/lab/scenario.ts";

const NOW = Date.parse("2026-11-01T08:00:00Z");
const PASSWORD = "lab-fake-password~of-a-certificate";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "credprobe-test-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** What is found out about a file; nothing of its content may be secret in that. */
async function look(
  variable: "AZURE_CLIENT_CERTIFICATE_PATH" | "AZURE_FEDERATED_TOKEN_FILE",
  content: string | Buffer | undefined,
): Promise<FileFacts | undefined> {
  const file = path.join(folder, "file");
  await rm(file, { force: true });
  if (content !== undefined) await writeFile(file, content);
  return await lookAt(variable, file);
}

async function lookAt(variable: string, file: string): Promise<FileFacts | undefined> {
  vi.stubEnv(variable, file);
  let found: FileFacts | undefined;
  await runInspectJob({ kind: "inspect", now: NOW, timeoutMs: 1000 }, (fact) => {
    if (fact.type === "file") found = fact.file;
  });
  return found;
}

async function made(special: Partial<LabCertificate>): Promise<string | Buffer> {
  return (await makeClientCertificate({ ...CERTIFICATE, ...special }, NOW)).content;
}

async function certificate(special: Partial<LabCertificate>): Promise<FileFacts | undefined> {
  return await look("AZURE_CLIENT_CERTIFICATE_PATH", await made(special));
}

describe("a client certificate's file", () => {
  test.each([
    ["in order", {}, {}],
    ["with the key first", { order: "key-first" }, {}],
    ["with its issuer", { chain: true }, {}],
    ["expired", { validity: "expired" }, { note: "expired" }],
    ["of the future", { validity: "not-yet" }, { note: "not-yet" }],
    ["without a key", { without: "key" }, { problem: "no-key" }],
    ["of an elliptic key", { key: "ec" }, { problem: "not-rsa" }],
    ["encrypted, without a password", { password: PASSWORD }, { problem: "encrypted" }],
  ] as const)("%s", async (_what, special, expected) => {
    const { holds, ...rest } = (await certificate(special)) ?? {};
    expect(rest).toEqual(expected);
    expect(holds).toMatch(/^CN=contoso-web, valid until 202/);
  });

  test.each([
    ["a certificate is missing", { without: "certificate" }, "no-certificate"],
    ["DER", { format: "der" }, "not-pem"],
    ["PFX", { format: "pfx", password: PASSWORD }, "not-pem"],
  ] as const)("%s", async (_what, special, problem) => {
    expect(await certificate(special)).toEqual({ problem });
  });

  test("encrypted: the right password opens it, another one is told", async () => {
    vi.stubEnv("AZURE_CLIENT_CERTIFICATE_PASSWORD", PASSWORD);
    expect(await certificate({ password: PASSWORD })).toMatchObject({ note: "encrypted-pem" });
    vi.stubEnv("AZURE_CLIENT_CERTIFICATE_PASSWORD", "lab-fake-other");
    const found = await certificate({ password: PASSWORD });
    expect(found).toMatchObject({ problem: "wrong-password" });
    expect(JSON.stringify(found)).not.toContain("lab-fake");
  });

  test("a key of another certificate", async () => {
    const [own, other] = await Promise.all([made({ without: "key" }), made({ without: "certificate" })]);
    const found = await look("AZURE_CLIENT_CERTIFICATE_PATH", `${own.toString()}${other.toString()}`);
    expect(found).toMatchObject({ note: "key-mismatch" });
  });

  test("damaged, empty, missing, a folder", async () => {
    const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    expect(await look("AZURE_CLIENT_CERTIFICATE_PATH", damaged)).toEqual({ problem: "damaged" });
    expect(await look("AZURE_CLIENT_CERTIFICATE_PATH", " \n")).toEqual({ problem: "empty" });
    expect(await look("AZURE_CLIENT_CERTIFICATE_PATH", undefined)).toEqual({ problem: "missing" });
    expect(await lookAt("AZURE_CLIENT_CERTIFICATE_PATH", folder)).toEqual({ problem: "directory" });
  });
});

describe("a federated token's file", () => {
  const jwt = (exp: number) => {
    const parts = [
      { alg: "HS256" },
      { iss: "https://issuer.example/", sub: "system:x", aud: "api://y", exp },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${text}.${createHmac("sha256", "lab-fake").update(text).digest("base64url")}\n`;
  };

  test("says of itself what Entra compares; its end is judged by this machine's clock", async () => {
    const found = await look("AZURE_FEDERATED_TOKEN_FILE", jwt(NOW / 1000 + 60));
    expect(found).toEqual({
      holds:
        "issuer https://issuer.example/, subject system:x, audience api://y, valid until 2026-11-01T08:01:00.000Z",
      federated: { issuer: "https://issuer.example/", subject: "system:x", audience: "api://y" },
    });
    expect(await look("AZURE_FEDERATED_TOKEN_FILE", jwt(NOW / 1000 - 60))).toMatchObject({ note: "expired" });
  });

  test("no token, nothing, nowhere", async () => {
    expect(await look("AZURE_FEDERATED_TOKEN_FILE", "lab-fake")).toEqual({ note: "no-jwt" });
    expect(await look("AZURE_FEDERATED_TOKEN_FILE", "\n")).toEqual({ problem: "empty" });
    expect(await look("AZURE_FEDERATED_TOKEN_FILE", undefined)).toEqual({ problem: "missing" });
  });
});
