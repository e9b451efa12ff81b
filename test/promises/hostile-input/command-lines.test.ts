import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { findings } from "../../../src/catalogue/findings/index.ts";
import { services } from "../../../src/catalogue/services/index.ts";
import { runCommandLine } from "../../../src/cli/command-line.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { IS_WHOLE } from "../count.ts";
import { sampleFile } from "./saved-reports.ts";
import { tryInputs } from "./try-inputs.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000 });

/** One of an app that works, and one of an app without an identity. */
const SAVED = [sampleFile("leftover-secret"), sampleFile("no-identity")];

/** What makes a command read standard input, write a file, or end this process. */
const ELSEWHERE = /^(?:-|--report.*|--message(?:=-)?|--targets-file=?-?|--version.*|--help|-h)$/;

const OPTIONS = [
  ...["--timeout", "--deadline", "--wait", "--width", "--access", "--sdk", "--only", "--skip", "--exclude"],
  ...["--service", "--resource", "--scope", "--tenant", "--env-from", "--targets-file", "--message", "-o"],
  ...["--salt", "--anonymize", "--short", "--color", "--confirm", "--expect-client-id"],
  ...["--managed-identity-client-id", "--quiet", "--verbose", "--version=x", "--no-color"],
];

const word = fc.oneof(
  fc.constantFrom(...OPTIONS),
  hostileText,
  fc.tuple(fc.constantFrom(...OPTIONS), hostileText).map(([option, text]) => `${option}=${text}`),
  hostileText.map((text) => `--${text}`),
  hostileText.map((text) => `-${text}`),
);

/** Of which hardly one is read. */
const hostile = fc.oneof(
  fc.array(word, { maxLength: 5 }).map((words) => [...words, "http://evil.test/"]),
  fc
    .tuple(
      fc.constantFrom("explain", "diff", "findings", "services", "lab list"),
      fc.array(word, { maxLength: 5 }),
    )
    .map(([command, words]) => [...command.split(" "), ...words]),
);

/** Command lines of commands that ask nobody, each with one hostile word at most in a place that takes any. */
function takenLine(): fc.Arbitrary<string[]> {
  const width = fc.integer({ min: 30, max: 500 }).map((most) => [`--width=${most}`]);
  const plain = fc.oneof(width, fc.constant(["-o", "json"]), fc.constant(["--no-color"]), fc.constant([]));
  const report = fc.constantFrom(...SAVED);
  const message = hostileText.map((text) => [`--message=x${text}`]);
  const anonymous = hostileText.map((text) => ["--anonymize", `--salt=lab-fake-${text}`]);
  const command = fc.oneof(
    fc.tuple(report, message).map(([file, more]) => ["explain", file, ...more]),
    fc.tuple(report, anonymous).map(([file, more]) => ["explain", file, ...more]),
    message.map((more) => ["explain", ...more]),
    fc.tuple(report, report).map(([one, other]) => ["diff", one, other]),
    fc.constantFrom(...Object.keys(findings)).map((slug) => ["findings", slug]),
    fc.constantFrom(...services.map(({ name }) => name)).map((name) => ["services", name]),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(command, plain).map(([words, more]) => [...words, ...more]) },
    { weight: 1, arbitrary: fc.tuple(command, word).map(([words, more]) => [...words, more]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("identity", "blob", "a", "").map((text) => ["lab", "list", text]),
    },
  );
}

/** None can get as far as asking somebody: it is refused, or its command is offline. */
test("command lines", async () => {
  const lines = fc
    .oneof(takenLine(), takenLine(), hostile)
    .filter((argv) => !argv.some((one) => ELSEWHERE.test(one)));
  const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const told = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const ending = { controller: new AbortController(), release: () => {} };
    expect(
      await tryInputs(lines, { share: 60, whole: 3000, leastRead: 0.5 }, async (argv) => {
        write.mockClear();
        told.mockClear();
        const code = await runCommandLine(argv, ending);
        if (![0, 3, 4, 5, 6].includes(code)) throw new Error(`exit code ${code}`);
        return [...write.mock.calls, ...told.mock.calls].map(([text]) => String(text));
      }),
    ).toBeUndefined();
  } finally {
    write.mockRestore();
    told.mockRestore();
  }
});
