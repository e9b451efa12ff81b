import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { evidenceSchema, reportSchema, type Report } from "../../src/model/report.ts";
import type { Level } from "../../src/model/words.ts";
import { renderJson } from "../../src/report/json.ts";
import { seal } from "../../src/report/seal.ts";
import { everyRendering } from "../support/every-rendering.ts";
import { expectNoLeak } from "../support/expect-no-leak.ts";
import { unfit } from "../support/hostile-texts.ts";
import { namesIn } from "../support/names-in.ts";
import { plantedIn } from "../support/planted.ts";
import { expectAnonymous } from "../support/expect-anonymous.ts";
import { runCli } from "../support/run-cli.ts";
import { shareOf } from "../support/scenario-share.ts";

/** They are played in so many files, so that two processors have work. */
const HALVES = 2;

/** Plays every other scenario, and compares all that it says with what is expected. */
export function playScenarios(half: 0 | 1): void {
  let validate: (document: unknown) => boolean;

  beforeAll(async () => {
    const schema = JSON.parse(
      await readFile(new URL("../../dist/schema.json", import.meta.url), "utf8"),
    ) as object;
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    validate = ajv.compile(schema);
  });

  describe.each(shareOf(scenarios).filter((_, index) => index % HALVES === half))("$name", (scenario) => {
    const { expect: expected } = scenario;

    test("says what is expected, the same when it is judged again, and no secret", async () => {
      const run = await runCli(["lab", scenario.name, "-o", "json", "--quiet", "--verbose"]);
      const document: unknown = JSON.parse(run.stdout);
      expect(validate(document), "valid against the published schema").toBe(true);
      const report = reportSchema.parse(document);

      expect(run.stderr).toBe("");
      expect(unfit(run.stdout), "a character that is not seen").toBeUndefined();
      expect(run.code).toBe(expected.exitCode);
      expect(report.verdict.exitCode).toBe(expected.exitCode);
      expect(report.lab).toEqual({ scenario: scenario.name });
      expect({ state: report.winner.state, link: report.winner.link }).toEqual(expected.winner);
      if (expected.host !== undefined) expect(report.host.kind).toBe(expected.host);
      expect(outcomes(report)).toMatchObject(expected.outcomes);
      expect(chains(report)).toMatchObject(expected.chains ?? {});
      for (const link of new Set((expected.verdicts ?? []).map((one) => one.link))) {
        const rows = report.targets.flatMap(({ access }) => access.filter((row) => row.link === link));
        const wanted = (expected.verdicts ?? []).filter((one) => one.link === link);
        expect(
          rows.map(({ verdict }) => verdict),
          `verdicts of ${link}`,
        ).toEqual(wanted.map(({ verdict }) => verdict));
      }
      for (const [sdk, result] of Object.entries(expected.chains ?? {})) {
        const chain = report.chains.find(
          (one) => one.sdk === sdk && one.credential === "DefaultAzureCredential",
        );
        expect(chain?.winner ?? chain?.state, `chain of ${sdk}`).toBe(result);
      }
      expect(report.findings.map(({ slug }) => slug)).toEqual(expected.findings);
      // One cause; where all is well none, and no warning but what the scenario is about.
      expect(slugsAt(report, "error").length).toBeLessThanOrEqual(expected.exitCode === 0 ? 0 : 1);
      if (expected.exitCode === 0) expect(slugsAt(report, "warning")).toEqual(expected.warnings ?? []);
      const [primary] = report.findings;
      if (slugsAt(report, "error").length > 0) expect(primary?.level).toBe("error");

      const { redactions } = report;
      const judgedAgain = seal({ ...judge(evidenceSchema.parse(document)), redactions }, []);
      expect(renderJson(judgedAgain)).toBe(run.stdout);
      const outputs = [{ name: "-o json", text: run.stdout }, ...(await everyRendering(judgedAgain))];
      expectNoLeak(scenario.name, outputs, plantedIn(scenario));
      const short = outputs.filter(({ name }) => name.includes("short"));
      expect(short.filter(({ text }) => Buffer.byteLength(text) >= 4096).map(({ name }) => name)).toEqual([]);
      expect(short.length).toBeGreaterThan(1);
      await expectAnonymous(report, namesIn(scenario));
    });
  });
}

function slugsAt({ findings }: Report, level: Level): string[] {
  return findings.filter((one) => one.level === level).map(({ slug }) => slug);
}

function outcomes(report: Report): Record<string, string> {
  return Object.fromEntries(report.links.map(({ id, outcome }) => [id, outcome]));
}

/** Who wins the chain of each SDK, or `none` or `unknown`. */
function chains(report: Report): Record<string, string> {
  return Object.fromEntries(
    report.chains
      .filter(({ credential }) => credential === "DefaultAzureCredential")
      .map(({ sdk, state, winner }) => [sdk, winner ?? state]),
  );
}
