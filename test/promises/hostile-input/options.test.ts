import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { probeRequest } from "../../../src/cli/probe-request.ts";
import { judgedAgain } from "../../../src/cli/read-report.ts";
import { everyRendering } from "../../support/every-rendering.ts";
import { IS_WHOLE } from "../count.ts";
import { NO_ARGUMENTS, TARGET } from "./given.ts";
import {
  amongTaken,
  hostileAndTaken,
  hostileAndTakenTarget,
  hostileOption,
  hostileOptions,
  hostileResource,
  hostileTarget,
  takenOptions,
} from "./option-values.ts";
import { savedSample } from "./saved-reports.ts";
import { tryInputs } from "./try-inputs.ts";
import { optionNumber } from "./option-numbers.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000 });

const report = savedSample("leftover-secret");

const usual = fc.constant([TARGET]);
const oneOf = (one: fc.Arbitrary<string>) => one.map((text) => [text]);

test("targets and values of options", async () => {
  const args = fc.oneof(
    fc.tuple(oneOf(hostileAndTakenTarget), takenOptions),
    fc.tuple(oneOf(hostileTarget), takenOptions),
    fc.tuple(usual, amongTaken(hostileAndTaken)),
    hostileResource.map(({ target, resource }) => [[target], { resource }] as const),
    fc.tuple(usual, amongTaken(hostileOption)),
    fc.tuple(fc.array(hostileTarget, { maxLength: 3 }), hostileOptions),
  );
  const numbers = fc.oneof(
    { weight: 4, arbitrary: fc.record({ timeout: fc.integer({ min: 1, max: 600 }) }) },
    { weight: 1, arbitrary: fc.record({ timeout: optionNumber, deadline: optionNumber }) },
  );
  expect(
    await tryInputs(
      fc.tuple(args, numbers),
      { share: 2000, whole: 100_000, leastRead: 0.35 },
      ([[targets, options], times]) => {
        const request = probeRequest({ ...NO_ARGUMENTS, ...times, ...options, targets });
        return request.targets.map(({ url, host }) => `${url} ${host}`);
      },
    ),
  ).toBeUndefined();
});

test("the values of single options", async () => {
  const options = fc.oneof(hostileAndTaken, hostileOption);
  expect(
    await tryInputs(options, { share: 2000, whole: 50_000, leastRead: 0.5 }, (one) => [
      JSON.stringify(probeRequest({ ...NO_ARGUMENTS, targets: [TARGET], ...one }).targets),
    ]),
  ).toBeUndefined();
});

test("values of options, as a report shows them", async () => {
  const given = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(usual, amongTaken(hostileAndTaken)) },
    {
      weight: 2,
      arbitrary: hostileResource.map(({ target, resource }) => [[target], { resource }] as const),
    },
    { weight: 1, arbitrary: fc.tuple(usual, amongTaken(hostileOption)) },
    { weight: 1, arbitrary: fc.tuple(usual, hostileOptions) },
  );
  expect(
    await tryInputs(given, { share: 25, whole: 1500, leastRead: 0.6 }, async ([targets, options]) => {
      const request = probeRequest({ ...NO_ARGUMENTS, targets, ...options });
      const sealed = judgedAgain(report, request.options);
      return (await everyRendering(sealed)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});

test("widths", async () => {
  const { renderText } = await import("../../../src/report/text.ts");
  const sealed = judgedAgain(report);
  expect(
    await tryInputs(optionNumber, { share: 40, whole: 1500, leastRead: 1 }, (width) => [
      renderText(sealed, { width }),
      renderText(sealed, { width, short: true }),
    ]),
  ).toBeUndefined();
});
