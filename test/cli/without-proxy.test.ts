import { expect, test } from "vitest";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { runCli } from "../support/run-cli.ts";

test("an SDK that asks without the proxy gets a token: the text shows whose", async () => {
  const { code, stdout } = await runCli(["lab", "https-proxy-only", "--sdk", "python", "--quiet"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/VERDICT {2}A python app gets the system-assigned identity of vm-contoso-web/);
  const token = stdout.split("\nTOKEN\n")[1]?.split("\n\n")[0] ?? "";
  expect(token).toMatch(/asked +without the proxy/);
  expect(token).toContain(SYSTEM_IDENTITY.objectId);
});
