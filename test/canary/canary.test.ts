import { describe, expect, test } from "vitest";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { reportSchema } from "../../src/model/report.ts";
import { seal } from "../../src/report/seal.ts";
import { IS_WHOLE } from "../promises/count.ts";
import { everyRendering } from "../support/every-rendering.ts";
import { expectNoLeak } from "../support/expect-no-leak.ts";
import { plantedIn } from "../support/planted.ts";
import { runCli } from "../support/run-cli.ts";
import { shareOf } from "../support/scenario-share.ts";

/** Switches that make Node or the SDK print what they send; they are set for the lab as well as for the probe. */
const NOISE = { NODE_DEBUG: "http,https,net,tls", DEBUG: "*", AZURE_LOG_LEVEL: "verbose" };

/** Without noise every scenario is searched where it is played (test/scenarios). */
const SHARE = IS_WHOLE ? 1 : 3;

const withSecrets = scenarios
  .map((scenario) => ({ name: scenario.name, planted: plantedIn(scenario) }))
  .filter(({ planted }) => planted.length > 0);

const noisy = withSecrets.filter(({ name }, index) => index % SHARE === 0 || name === "noisy-environment");

describe.each(shareOf(noisy))("$name", ({ name, planted }) => {
  test("amid all noise, no secret is shown", async () => {
    const run = await runCli(["lab", name, "-o", "json", "--verbose", "--confirm"], { env: NOISE });
    expect(run.stderr).toMatch(/^(?:HTTP|NET|TLS) \d+: /m);
    const report = seal(reportSchema.parse(JSON.parse(run.stdout)), []);
    const outputs = [
      { name: "standard output", text: run.stdout },
      { name: "standard error", text: run.stderr },
      ...(await everyRendering(report)),
    ];
    expectNoLeak(name, outputs, planted);
  });
});
