import { expect, test } from "vitest";
import { REGISTRY_MARKER } from "../../src/lab/servers/services/container-registry.ts";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

/** Tokens go to a registry in forms and come from it in bodies; none of them may be in anything that is shown. */
const NOISE = { NODE_DEBUG: "http,https,net,tls", DEBUG: "*", AZURE_LOG_LEVEL: "verbose" };
const TOKEN = /eyJ[\w-]{8,}(?:\.|%2e)eyJ/i;
const FORM = /(?:access_token|refresh_token)(?:=|%3d|"\s*:\s*")(?:eyJ|lab-fake)/i;

async function shown(scenario: string, format: string): Promise<{ stdout: string; all: string }> {
  const args = ["lab", scenario, "-o", format, "--verbose", "--access", "all"];
  const { stdout, stderr } = await runCli(args, { env: NOISE });
  return { stdout, all: stdout + stderr };
}

test.each([
  ["container-registry-allowed", "text"],
  ["container-registry-allowed", "json"],
  ["container-registry-gateway-repeats", "json"],
])("%s, %s: neither token nor form is shown", async (scenario, format) => {
  const { stdout, all } = await shown(scenario, format);
  expect(all).not.toContain(REGISTRY_MARKER);
  expect(TOKEN.test(all), "a token").toBe(false);
  expect(FORM.test(all), "a form").toBe(false);
  if (format !== "json") return;
  const report = reportSchema.parse(JSON.parse(stdout));
  const rows = report.targets[0]!.access;
  expect(rows).toHaveLength(4);
  if (scenario === "container-registry-allowed") {
    // That the registry's own token was read shows that there was one to hide.
    expect(rows.find(({ level }) => level === "read")).toMatchObject({ status: 200, granted: ["pull"] });
    for (const { exchange } of rows) expect(exchange).not.toHaveProperty("errorBody");
    return;
  }
  for (const index of rows.keys()) {
    const where = `/targets/0/access/${index}/exchange/errorBody`;
    expect(report.redactions.map((one) => one.where)).toContain(where);
  }
});
