import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEVELOPER } from "../../src/lab/contoso.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";
import { startedLab } from "../support/started-lab.ts";

const STORAGE = "https://storage.azure.com";
const USER = { state: "logged-in", user: DEVELOPER } as const;

/** A script as the SDKs send it; the resource may begin anywhere in the base64 text. */
function encoded(resource: string, before: string): string {
  return Buffer.from(`${before}$params = @{ ResourceUrl = '${resource}' }`, "utf16le").toString("base64");
}

describe("every way in which an SDK asks a tool", () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await startedLab({ tools: { az: USER, azd: USER, pwsh: USER } });
  });
  afterAll(() => lab.close());

  async function ask(tool: string, words: readonly string[], more: Record<string, string> = {}) {
    const folder = lab.world.env["PATH"] ?? "";
    const env = { PATH: folder, ...more };
    const { stdout } = await promisify(execFile)(join(folder, tool), [...words], { env });
    return stdout;
  }

  const profile = ["-NoProfile", "-NonInteractive"];
  const json = (field: string) => (text: string) => (JSON.parse(text) as Record<string, string>)[field];
  const azsdk = (text: string) => /^azsdk%(.+)%\d{10}$/m.exec(text)?.[1];

  test.each([
    ["az", ["account", "get-access-token", "--output", "json", "--resource", STORAGE], json("accessToken")],
    ["az", ["account", "get-access-token", "-o", "json", "--resource", STORAGE], json("accessToken")],
    [
      "azd",
      ["auth", "token", "--output", "json", "--no-prompt", "--scope", `${STORAGE}/.default`],
      json("token"),
    ],
    ["azd", ["auth", "token", "-o", "json", "--no-prompt", "--scope", `${STORAGE}/.default`], json("token")],
    ["pwsh", [...profile, "-Command", `\n$params = @{ ResourceUrl = "${STORAGE}" }`], json("Token")],
    ["pwsh", [...profile, "-EncodedCommand", encoded(STORAGE, "")], azsdk],
    ["pwsh", [...profile, "-EncodedCommand", encoded(STORAGE, "1")], azsdk],
    ["pwsh", [...profile, "-EncodedCommand", encoded(STORAGE, "12")], azsdk],
    ["pwsh", [...profile, "-OutputFormat", "Text", "-EncodedCommand", encoded(STORAGE, "")], json("Token")],
    ["pwsh", ["-NoProfile", "-EncodedCommand", encoded(STORAGE, "")], json("Token")],
  ])("%s %j", async (tool, words, tokenOf) => {
    const claims = decodeJwt(tokenOf(await ask(tool, words)) ?? "");
    expect(claims).toMatchObject({
      aud: STORAGE,
      oid: DEVELOPER.objectId,
      idtyp: "user",
      upn: DEVELOPER.name,
    });
  });

  test("pwsh, told the resource by a variable as @azure/identity 4.14 does", async () => {
    const words = [...profile, "-Command", "\n$resource = $env:AZURE_IDENTITY_POWERSHELL_RESOURCE"];
    const more = { AZURE_IDENTITY_POWERSHELL_RESOURCE: STORAGE };
    expect(decodeJwt(json("Token")(await ask("pwsh", words, more)) ?? "").aud).toBe(STORAGE);
    await expect(ask("pwsh", words)).rejects.toThrow(/takes no such call/);
  });

  test("a token is for the resource that was asked for, and for none that is unknown", async () => {
    const words = ["account", "get-access-token", "--output", "json", "--resource"];
    const arm = "https://management.azure.com";
    expect(decodeJwt(json("accessToken")(await ask("az", [...words, arm])) ?? "").aud).toBe(arm);
    await expect(ask("az", [...words, "https://other.example"])).rejects.toThrow(/takes no such call/);
  });
});

const LINKS = ["azure-cli", "azure-powershell", "azure-developer-cli"] as const;

test.each([
  ["developer-not-logged-in", "unavailable", /^not logged in: /, undefined],
  ["developer-az-expired", "failed", /^AADSTS70043: The refresh token has expired/, [{ code: 70043 }]],
] as const)("%s: each installed tool is %s", async (scenario, outcome, reason, entra) => {
  const only = LINKS.flatMap((id) => ["--only", id]);
  const { stdout } = await runCli(["lab", scenario, ...only, "-o", "json", "--quiet"]);
  const { links } = reportSchema.parse(JSON.parse(stdout));
  const installed = links.filter(
    ({ id, inputs }) => LINKS.includes(id as never) && inputs[0]?.state === "set",
  );
  expect(installed.length).toBeGreaterThan(0);
  for (const link of installed) {
    expect(link).toMatchObject({ outcome, reason: expect.stringMatching(reason) });
    expect(link.error?.entra?.map(({ code }) => ({ code }))).toEqual(entra);
  }
});
