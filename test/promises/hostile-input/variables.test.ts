import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { variables } from "../../../src/catalogue/variables.ts";
import { parseEnvironmentFile } from "../../../src/collect/environment-file.ts";
import { environmentSnapshot, knownSecrets } from "../../../src/collect/environment.ts";
import { judge } from "../../../src/judge/judge.ts";
import { evidenceSchema } from "../../../src/model/report.ts";
import { seal } from "../../../src/report/seal.ts";
import { everyRendering } from "../../support/every-rendering.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { play } from "../../support/play.ts";
import { scenarioNamed } from "../../support/scenario-named.ts";
import { IS_WHOLE } from "../count.ts";
import { safeJson } from "./safe-json.ts";
import { savedSample } from "./saved-reports.ts";
import { orRefused } from "./taken.ts";
import { tryInputs } from "./try-inputs.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000 });

const report = savedSample("leftover-secret");
const scenario = scenarioNamed("leftover-secret");

const known = fc.oneof(
  fc.constantFrom(...variables.map(({ name }) => name)),
  fc.constantFrom(...variables.map(({ name }) => name.toLowerCase())),
);
const variable = fc.oneof(known, hostileText);

const valid = fc.oneof(
  fc.tuple(known, hostileText).map(([name, value]) => `${name}="${value.replaceAll('"', "")}"`),
  fc.tuple(known, hostileText).map(([name, value]) => `${name}=${value.replaceAll(/[\r\n]/g, "")}`),
  hostileText.map((text) => `# ${text.replaceAll(/[\r\n]/g, "")}`),
);
const anyLine = fc.oneof(
  fc
    .tuple(variable, hostileText, fc.constantFrom("=", " = ", "", ":"))
    .map(([name, value, sign]) => name + sign + value),
  fc
    .tuple(variable, hostileText, fc.constantFrom('"', "'", "`"))
    .map(([name, value, quote]) => `${name}=${quote}${value}${quote}`),
  hostileText,
);

/** Lines of which all are read, unless a value begins with a quote; and lines of which most are not. */
const lines = fc
  .tuple(
    fc.oneof(fc.array(valid, { maxLength: 8 }), fc.array(anyLine, { maxLength: 8 })),
    fc.constantFrom("\n", "\r\n", "\0"),
  )
  .map(([all, end]) => all.join(end));

const settings = fc.oneof(
  fc.array(fc.record({ name: known, value: hostileText }), { maxLength: 4 }),
  fc.dictionary(variable, hostileText),
  fc.dictionary(variable, hostileText).map((Values) => ({ Values })),
);
const anyDocument = fc.oneof(
  fc.array(fc.record({ name: variable, value: fc.anything() }), { maxLength: 4 }),
  fc.dictionary(variable, fc.anything()),
  fc.anything().map((Values) => ({ Values })),
);
const json = fc.oneof(settings, anyDocument).map((value) => String(safeJson(value)));

test("files of variables", async () => {
  expect(
    await tryInputs(fc.oneof(lines, json), { share: 4000, whole: 200_000, leastRead: 0.55 }, (text) => {
      // A name and a value are shown as the report shows them, which is tried below.
      orRefused(parseEnvironmentFile(text));
      return [];
    }),
  ).toBeUndefined();
});

test("a whole run with such values", async () => {
  const env = fc.dictionary(known, hostileText, { maxKeys: 8 });
  expect(
    await tryInputs(env, { share: 2, whole: 150, leastRead: 1 }, async (values) => {
      const { report: sealed } = await play({ ...scenario, env: values });
      return (await everyRendering(sealed)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});

test("values of variables", async () => {
  const env = fc.dictionary(variable, hostileText, { maxKeys: 12 });
  expect(
    await tryInputs(env, { share: 12, whole: 600, leastRead: 1 }, async (values) => {
      const environment = environmentSnapshot(values, "file");
      const evidence = evidenceSchema.parse({ ...report, environment });
      const sealed = seal({ ...judge(evidence), redactions: [] }, knownSecrets(values));
      return (await everyRendering(sealed)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});
