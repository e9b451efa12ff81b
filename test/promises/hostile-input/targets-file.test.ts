import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { probeRequest } from "../../../src/cli/probe-request.ts";
import { readTargetsFile } from "../../../src/cli/targets-file.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { IS_WHOLE } from "../count.ts";
import { NO_ARGUMENTS, TARGET } from "./given.ts";
import { hostileAndTakenTarget } from "./option-values.ts";
import { scratchFile } from "./scratch-file.ts";
import { tryInputs } from "./try-inputs.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000 });

const plain = fc.constantFrom(
  "",
  "# comment",
  `${TARGET}invoices`,
  "https://contosokv.vault.azure.net service=key-vault",
);

/** What stands behind ` #` is not looked at, and a target ends at white space. */
const taken = fc.oneof(
  hostileText.map((text) => `${TARGET} # ${text.replaceAll(/[\r\n]/g, "")}`),
  hostileAndTakenTarget.map((target) => target.replaceAll(/\s/g, "")),
);
const hostile = fc.oneof(
  hostileText,
  hostileText.map((text) => `${TARGET} ${text}`),
  hostileText.map((text) => `${TARGET} resource=${text}`),
);

test("files of targets", async () => {
  const among = (one: fc.Arbitrary<string>) =>
    fc
      .tuple(fc.array(plain, { maxLength: 3 }), one, fc.array(plain, { maxLength: 2 }))
      .map(([before, line, behind]) => [TARGET, ...before, line, ...behind]);
  const file = fc.tuple(
    fc.constantFrom("", "", "", "\ufeff", "\0"),
    fc.oneof(
      { weight: 3, arbitrary: among(taken) },
      { weight: 1, arbitrary: among(hostile) },
      { weight: 1, arbitrary: fc.array(fc.oneof(plain, hostile), { maxLength: 6 }) },
    ),
    fc.constantFrom("\n", "\n", "\r\n", "\r\n", "\r"),
  );
  expect(
    await tryInputs(file, { share: 400, whole: 10_000, leastRead: 0.4 }, async ([mark, lines, end]) => {
      const more = await readTargetsFile(scratchFile("targets.txt", mark + lines.join(end)));
      return probeRequest(NO_ARGUMENTS, more).targets.map(({ url }) => url);
    }),
  ).toBeUndefined();
});
