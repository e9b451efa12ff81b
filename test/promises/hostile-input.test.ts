import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { variables } from "../../src/catalogue/variables.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { probeRequest, type ProbeArguments } from "../../src/cli/probe-request.ts";
import { judgedAgain, readReport } from "../../src/cli/read-report.ts";
import { reportView } from "../../src/cli/report-view.ts";
import { readTargetsFile } from "../../src/cli/targets-file.ts";
import { tokenReading } from "../../src/cli/token-reading.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { parseEnvironmentFile } from "../../src/collect/environment-file.ts";
import { environmentSnapshot, knownSecrets } from "../../src/collect/environment.ts";
import { messageEvidence } from "../../src/collect/message-evidence.ts";
import { judge } from "../../src/judge/judge.ts";
import { readMessage } from "../../src/judge/read-message.ts";
import { evidenceSchema, type Report } from "../../src/model/report.ts";
import { diffReports } from "../../src/report/diff.ts";
import { renderDiff } from "../../src/report/diff-text.ts";
import { jsonText } from "../../src/report/json.ts";
import { messageText } from "../../src/report/message-text.ts";
import { seal, type SealedReport } from "../../src/report/seal.ts";
import { tokenText } from "../../src/report/token-text.ts";
import { everyRendering } from "../support/every-rendering.ts";
import { HOSTILE_PIECES, hostileText, unfit } from "../support/hostile-texts.ts";
import { SOURCED } from "../support/sourced-message-texts.ts";
import { changed, changes } from "../support/mutate-report.ts";
import { runCli } from "../support/run-cli.ts";
import { countPromise, IS_WHOLE } from "./count.ts";

const NOW = Date.parse("2026-03-04T05:06:07Z");
/** Of different stories: a refusal, a failure with errors of Entra, and a host with much to tell. */
const STORIES = ["leftover-secret", "wrong-secret", "arc-key-unreadable"];
const LOOKS = [{ width: 30 }, { width: 500, unicode: true }, { width: 80, colour: true }];

/** So that a machine with much else to do ends in time; work that is not linear does not. */
vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000, hookTimeout: 120_000 });

let folder: string;
let reports: readonly Report[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
  reports = await Promise.all(
    STORIES.map(async (name) => {
      const { stdout } = await runCli(["lab", name, "-o", "json", "--quiet", "--verbose", "--access", "all"]);
      return JSON.parse(stdout) as Report;
    }),
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Outputs = readonly string[] | Promise<readonly string[]>;

/** What came of an input that should be read, or refused in one line; `undefined` when all is well. */
async function faultOf(read: () => Outputs): Promise<string | undefined> {
  try {
    const outputs = await read();
    const found = outputs.map(unfit).find((one) => one !== undefined);
    if (found !== undefined) return found;
  } catch (error) {
    if (!(error instanceof UsageError)) return `${String(error)} ${(error as Error).stack ?? ""}`;
    if (error.message.includes("\n") || error.message.length > 1000) return `not one line: ${error.message}`;
    const found = unfit(error.message);
    if (found !== undefined) return `refusal: ${found}`;
  }
  return Reflect.get({}, "polluted") === undefined ? undefined : "the prototype of all objects was changed";
}

/** Tries many inputs, counts them, and gives the first that is not taken as it should be, made small. */
async function tryInputs<Input>(
  input: fc.Arbitrary<Input>,
  [share, whole]: readonly [share: number, whole: number],
  read: (input: Input) => Outputs,
): Promise<string | undefined> {
  const numRuns = IS_WHOLE ? whole : share;
  const property = fc.asyncProperty(input, async (one) => {
    const fault = await faultOf(() => read(one));
    if (fault !== undefined) throw new Error(fault);
  });
  const checked = await fc.check(property, { numRuns });
  countPromise("input", { inputs: checked.numRuns, broken: checked.failed ? 1 : 0 });
  return checked.failed ? await fc.asyncDefaultReportMessage(checked) : undefined;
}

const NO_ARGUMENTS: ProbeArguments = {
  ...{ exclude: [], only: [], skip: [], allLinks: false, access: "read", discover: false },
  ...{ confirm: false, timeout: 10, deadline: 180, verbose: false },
};

/** As a number on the command line comes out of its text. */
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity, -0, 1e21));

test("targets and values of options", async () => {
  const maybe = fc.option(hostileText, { nil: undefined });
  const around = fc.constantFrom(
    "",
    "https://",
    "https://contosodata.blob.core.windows.net/",
    "https://contoso.",
    "sb://",
  );
  const args = fc.record({
    targets: fc.array(
      fc.tuple(around, hostileText).map(([front, text]) => front + text),
      { maxLength: 3 },
    ),
    ...{ service: maybe, resource: maybe, scope: maybe, tenant: maybe, envFrom: maybe, wait: maybe },
    ...{ managedIdentityClientId: maybe, managedIdentityResourceId: maybe, expectClientId: maybe },
    ...{ timeout: number, deadline: number },
  });
  expect(
    await tryInputs(args, [2000, 100_000], (one) => {
      const request = probeRequest({ ...NO_ARGUMENTS, ...one });
      return request.targets.map(({ url, host }) => `${url} ${host}`);
    }),
  ).toBeUndefined();
});

const SHOWN_OPTIONS = [
  "service",
  "resource",
  "scope",
  "tenant",
  "envFrom",
  "wait",
  "managedIdentityClientId",
  "managedIdentityResourceId",
  "managedIdentityObjectId",
  "workloadIdentityClientId",
  "expectClientId",
  "expectObjectId",
] as const;

test("the values of single options", async () => {
  expect(
    await tryInputs(
      fc.tuple(fc.constantFrom(...SHOWN_OPTIONS), hostileText),
      [2000, 50_000],
      ([name, text]) => {
        const targets = ["https://contosodata.blob.core.windows.net/"];
        return [JSON.stringify(probeRequest({ ...NO_ARGUMENTS, targets, [name]: text }).targets)];
      },
    ),
  ).toBeUndefined();
});

const fileName = (kind: string) => join(folder, kind);

test("files of targets", async () => {
  const line = fc.oneof(
    hostileText,
    hostileText.map((text) => `https://contosodata.blob.core.windows.net/ ${text}`),
    hostileText.map((text) => `https://contosodata.blob.core.windows.net/ resource=${text}`),
    fc.constantFrom(
      "",
      "# comment",
      "https://contosodata.blob.core.windows.net/invoices",
      "https://kv.vault.azure.net service=key-vault",
    ),
  );
  const file = fc.tuple(
    fc.constantFrom("", "\ufeff", "\0"),
    fc.array(line, { maxLength: 6 }),
    fc.constantFrom("\n", "\r\n", "\r"),
  );
  expect(
    await tryInputs(file, [400, 10_000], async ([mark, lines, end]) => {
      await writeFile(fileName("targets.txt"), mark + lines.join(end));
      const more = await readTargetsFile(fileName("targets.txt"));
      return probeRequest(NO_ARGUMENTS, more).targets.map(({ url }) => url);
    }),
  ).toBeUndefined();
});

/** What a report says of an environment, in every form. */
async function shownEnvironment(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const [report] = reports;
  const evidence = evidenceSchema.parse({ ...report, environment: environmentSnapshot(env, "file") });
  const sealed = seal({ ...judge(evidence), redactions: [] }, knownSecrets(env));
  return (await everyRendering(sealed)).map(({ text }) => text);
}

const variable = fc.oneof(
  fc.constantFrom(...variables.map(({ name }) => name)),
  fc.constantFrom(...variables.map(({ name }) => name.toLowerCase())),
  hostileText,
);

test("files of variables", async () => {
  const line = fc.oneof(
    fc
      .tuple(variable, hostileText, fc.constantFrom("=", " = ", "", ":"))
      .map(([name, value, sign]) => name + sign + value),
    fc
      .tuple(variable, hostileText, fc.constantFrom('"', "'", "`"))
      .map(([name, value, quote]) => `${name}=${quote}${value}${quote}`),
    hostileText,
  );
  const lines = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n", "\0"))
    .map(([all, end]) => all.join(end));
  const documents = fc.oneof(
    fc.array(fc.record({ name: variable, value: fc.oneof(hostileText, fc.anything()) }), { maxLength: 4 }),
    fc.dictionary(variable, fc.oneof(hostileText, fc.anything())),
    fc.anything().map((Values) => ({ Values })),
  );
  const json = documents.map((value) => String(safeJson(value)));
  expect(
    await tryInputs(fc.oneof(lines, json), [5000, 200_000], (text) => {
      const parsed = parseEnvironmentFile(text);
      // A name of a variable is shown as the report shows it, which is tried below.
      return "problem" in parsed ? [parsed.problem] : [];
    }),
  ).toBeUndefined();
});

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return "[";
  }
}

test("values of variables", async () => {
  const env = fc.dictionary(variable, hostileText, { maxKeys: 12 });
  expect(await tryInputs(env, [12, 600], shownEnvironment)).toBeUndefined();
});

test("values of options, as a report shows them", async () => {
  const option = fc.constantFrom(...SHOWN_OPTIONS);
  const options = fc.dictionary(option, hostileText, { minKeys: 1, maxKeys: 4 });
  expect(
    await tryInputs(options, [60, 3000], async (one) => {
      const targets = ["https://contosodata.blob.core.windows.net/"];
      const request = probeRequest({ ...NO_ARGUMENTS, targets, ...one });
      const sealed = judgedAgain(reports[0]!, request.options);
      return (await everyRendering(sealed)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});

test("saved reports that were changed", async () => {
  const input = fc.tuple(fc.constantFrom(0, 1, 2), changes, fc.boolean());
  expect(
    await tryInputs(input, [25, 2000], async ([story, list, isAnonymous]) => {
      await writeFile(fileName("changed.json"), JSON.stringify(changed(reports[story], list)));
      const sealed = judgedAgain(await readReport(fileName("changed.json")));
      const shown: SealedReport = (await reportView({ anonymize: isAnonymous }))(sealed);
      return (await everyRendering(shown)).map(({ text }) => text);
    }),
  ).toBeUndefined();
});

/** Whole JSON, and far deeper than any function that calls itself can follow. */
const DEEP = `${'[{"a":'.repeat(50_000)}0${"}]".repeat(50_000)}`;

test("saved reports that are no more what was written", async () => {
  const whole = JSON.stringify(reports[0]);
  const damaged = fc.oneof(
    fc.nat(whole.length).map((at) => whole.slice(0, at)),
    fc
      .tuple(fc.nat(whole.length), hostileText)
      .map(([at, text]) => whole.slice(0, at) + text + whole.slice(at)),
    fc
      .tuple(fc.nat(whole.length), hostileText)
      .map(([at, text]) => whole.slice(0, at) + text + whole.slice(at + text.length)),
    hostileText.map((text) => text + whole),
    hostileText.map((text) => whole + text),
    fc.constantFrom(
      ...[
        ...[
          "",
          "null",
          "[]",
          "{}",
          "0",
          '"x"',
          "[".repeat(200_000),
          '{"a":'.repeat(100_000),
          whole + whole,
          `[${whole}]`,
        ],
        ...["0", "2", "99", "1e999", "-1", '"1"', "null", "1.5", "[1]", "{}", "true"].map((version) =>
          whole.replace('"schemaVersion":1', `"schemaVersion":${version}`),
        ),
        whole.replace('"tool":', `"more":${DEEP},"tool":`),
        whole.replace('"links":', `"links":${DEEP},"x":`),
        whole.replace('"value":', `"value":${DEEP},"x":`),
        whole.replace('"claims":{', `"claims":{"x":${DEEP},`),
        whole.replace('"schemaVersion":1', '"schemaVersion":1,"schemaVersion":99'),
        whole.replace('"schemaVersion":1', '"__proto__":{"polluted":1},"schemaVersion":1'),
        whole.replace('"schemaVersion":1', '"constructor":{"prototype":{"polluted":1}},"schemaVersion":1'),
        ...[`\ufeff${whole}`, `\ufeff\ufeff${whole}`, whole.replaceAll(",", ",\n\t")],
      ],
    ),
  );
  expect(
    await tryInputs(
      fc.tuple(damaged, fc.constantFrom("utf8", "utf16le", "latin1")),
      [60, 1500],
      async ([text, encoding]) => {
        const bytes = Buffer.from(text, encoding as BufferEncoding);
        await writeFile(fileName("damaged.json"), bytes);
        const sealed = judgedAgain(await readReport(fileName("damaged.json")));
        return [sealed.verdict.headline, jsonText(sealed)];
      },
    ),
  ).toBeUndefined();
});

test("two saved reports that were changed, compared", async () => {
  const side = fc.tuple(fc.constantFrom(0, 1, 2), changes);
  expect(
    await tryInputs(fc.tuple(side, side), [25, 1500], async (sides) => {
      const sealed: SealedReport[] = [];
      for (const [story, list] of sides) {
        await writeFile(fileName("side.json"), JSON.stringify(changed(reports[story], list)));
        sealed.push(judgedAgain(await readReport(fileName("side.json"))));
      }
      const diff = diffReports(sealed[0]!, sealed[1]!);
      return [jsonText(diff), ...LOOKS.map((look) => renderDiff(diff, look))];
    }),
  ).toBeUndefined();
});

test("tokens", async () => {
  const part = (value: unknown) => Buffer.from(safeJson(value) ?? "").toString("base64url");
  const claim = fc.oneof(
    hostileText,
    fc.anything(),
    fc.constantFrom(0, -1, 1e15, 1e300, null, [], {}, "9".repeat(400)),
  );
  const claims = fc.oneof(
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          "aud",
          "iss",
          "oid",
          "tid",
          "appid",
          "exp",
          "nbf",
          "iat",
          "idtyp",
          "roles",
          "scp",
          "xms_mirid",
          "xms_az_rid",
          "groups",
          "__proto__",
          "ver",
          "name",
          "unique_name",
        ),
        hostileText,
      ),
      claim,
    ),
    fc.anything(),
  );
  const header = fc.oneof(
    fc.constant({ alg: "RS256", typ: "JWT" }),
    fc.anything(),
    fc.constant({ alg: "dir", enc: "A256GCM" }),
  );
  const jwt = fc
    .tuple(header, claims, hostileText)
    .map(([head, body, tail]) => `${part(head)}.${part(body)}.${tail}`);
  const text = fc.oneof(
    jwt,
    jwt.map((one) => `Bearer ${one}`),
    jwt.map((one) => JSON.stringify({ access_token: one, __proto__: null })),
    jwt.map((one) => one.replaceAll(/(.{40})/g, "$1\n")),
    fc.tuple(jwt, fc.nat(300)).map(([one, at]) => one.slice(0, at)),
    fc.tuple(jwt, hostileText, fc.nat(200)).map(([one, more, at]) => one.slice(0, at) + more + one.slice(at)),
    hostileText,
    fc.anything().map((value) => safeJson({ token: value }) ?? ""),
  );
  expect(
    await tryInputs(fc.tuple(text, fc.constantFrom(NOW, 0, 8.64e15)), [1500, 60_000], ([one, now]) => {
      const reading = tokenReading(one, now);
      return [jsonText(reading), ...LOOKS.map((look) => tokenText(reading, look))];
    }),
  ).toBeUndefined();
});

test("error texts that were pasted", async () => {
  const real = fc.constantFrom(...SOURCED.map((one) => one.text));
  const text = fc.oneof(
    hostileText,
    fc
      .tuple(real, hostileText, fc.nat(400))
      .map(([one, more, at]) => one.slice(0, at) + more + one.slice(at)),
    fc.array(fc.oneof(real, hostileText), { maxLength: 12 }).map((all) => all.join("\n")),
    fc.tuple(real, fc.nat(400)).map(([one, at]) => one.slice(at)),
  );
  expect(
    await tryInputs(text, [800, 40_000], (one) => {
      const reading = readMessage(messageEvidence(one));
      return [jsonText(reading), ...LOOKS.map((look) => messageText(reading, look))];
    }),
  ).toBeUndefined();
});

test("widths", async () => {
  const sealed = judgedAgain(reports[0]!);
  const width = fc.oneof(number, fc.constantFrom(-1, 0, 1, 29, 30, 31, 2 ** 31));
  expect(
    await tryInputs(width, [40, 1500], async (one) => {
      const { renderText } = await import("../../src/report/text.ts");
      return [renderText(sealed, { width: one }), renderText(sealed, { width: one, short: true })];
    }),
  ).toBeUndefined();
});

/** What makes a command read standard input, write a file, or end this process. */
const ELSEWHERE = /^(?:-|--report.*|--message(?:=-)?|--targets-file=?-?|--version.*|--help|-h)$/;

/** Command lines of which none can get as far as asking somebody: they are refused, or their command is offline. */
test("command lines", async () => {
  const options = [
    "--timeout",
    "--deadline",
    "--wait",
    "--width",
    "--access",
    "--sdk",
    "--only",
    "--skip",
    "--exclude",
    "--service",
    "--resource",
    "--scope",
    "--tenant",
    "--env-from",
    "--targets-file",
    "--message",
    "-o",
    "--salt",
    "--anonymize",
    "--short",
    "--color",
    "--confirm",
    "--expect-client-id",
    "--managed-identity-client-id",
    "--quiet",
    "--verbose",
    "--version=x",
    "--no-color",
  ];
  const word = fc.oneof(
    fc.constantFrom(...options),
    hostileText,
    fc.tuple(fc.constantFrom(...options), hostileText).map(([option, text]) => `${option}=${text}`),
    hostileText.map((text) => `--${text}`),
    hostileText.map((text) => `-${text}`),
  );
  const words = fc.array(word, { maxLength: 5 });
  const offline = fc
    .tuple(fc.constantFrom("explain", "diff", "findings", "services", "lab list"), words)
    .map(([command, more]) => [...command.split(" "), ...more]);
  const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const told = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const ending = { controller: new AbortController(), release: () => {} };
    expect(
      await tryInputs(
        fc
          .oneof(
            words.map((more) => [...more, "http://evil.test/"]),
            offline,
          )
          .filter((argv) => !argv.some((one) => ELSEWHERE.test(one))),
        [150, 6000],
        async (argv) => {
          write.mockClear();
          told.mockClear();
          const code = await runCommandLine(argv, ending);
          if (![0, 2, 4, 6].includes(code)) throw new Error(`exit code ${code}`);
          return [...write.mock.calls, ...told.mock.calls].map(([text]) => String(text));
        },
      ),
    ).toBeUndefined();
  } finally {
    write.mockRestore();
    told.mockRestore();
  }
});

/** Quadratic work on so much takes minutes at best, and ends at the time limit of the test, which is the same everywhere. */
const MUCH = 1024 * 1024;
/** The same for what takes longer. */
const A_LOT = 256 * 1024;
const LINEAR_MS = 120_000;

/** What expressions stumble over, besides what is hostile on a screen. */
const REPEATED: readonly string[] = [
  ...[
    "= ",
    "a:b ",
    '"x":',
    "--- ",
    "eyJ.",
    "eyJ",
    "\nAADSTS1",
    "https://a ",
    "<a>",
    "&amp;",
    "'\\''",
    "a.b-c.",
  ],
  ...[
    "[1]",
    '{"a":',
    "(((",
    ")))",
    "a ",
    " \n",
    "\r\n",
    "\\u",
    "pwd=a b;",
    "password=",
    "0.",
    "1,",
    "-a",
    "_",
    "\n\n",
  ],
];

test.each(
  [...HOSTILE_PIECES, ...REPEATED].map((piece, index) => [JSON.stringify(piece), piece, index] as const),
)("time is linear in the size: much of %s", { timeout: LINEAR_MS }, async (_, piece, index) => {
  const much = (size: number) => piece.repeat(Math.ceil(size / piece.length));
  const text = much(MUCH);
  const shown = (of: string) => [tokenText(tokenReading(of, NOW), {})];
  const light: readonly (() => Outputs)[] = [
    () => [messageText(readMessage(messageEvidence(text)), {})],
    () => shown(text),
    () => problemOf(parseEnvironmentFile(text)),
    () => problemOf(parseEnvironmentFile(`AZURE_CLIENT_ID=${text}`)),
    () => probeRequest({ ...NO_ARGUMENTS, targets: [text] }).targets.map(({ url }) => url),
    () =>
      probeRequest({ ...NO_ARGUMENTS, targets: [`https://a12.blob.core.windows.net/${text}`] }).targets.map(
        () => "",
      ),
  ];
  const claims = Buffer.from(JSON.stringify({ aud: much(A_LOT), iss: much(A_LOT) })).toString("base64url");
  const everywhere = Object.fromEntries(variables.map(({ name }) => [name, much(A_LOT)]));
  const long = much(A_LOT);
  const told = (report: Report): Report => ({
    ...report,
    links: report.links.map((link, at) => (at === 0 ? { ...link, reason: `${link.reason} ${long}` } : link)),
  });
  const heavy: readonly (() => Outputs)[] = [
    async () => {
      await writeFile(fileName("long.json"), JSON.stringify(told(reports[0]!)));
      const sealed = judgedAgain(await readReport(fileName("long.json")));
      const diff = diffReports(judgedAgain(reports[0]!), sealed);
      return [...(await everyRendering(sealed)).map((one) => one.text), jsonText(diff), renderDiff(diff, {})];
    },
    async () => {
      await writeFile(fileName("long.txt"), text);
      return probeRequest(NO_ARGUMENTS, await readTargetsFile(fileName("long.txt"))).targets.map(
        ({ url }) => url,
      );
    },
    () => shown(`eyJhbGciOiJub25lIn0.${claims}.x`),
    () => environmentSnapshot(everywhere).map(({ value = "" }) => value),
  ];
  const faults: (string | undefined)[] = [];
  const tried = IS_WHOLE || index % 14 === 0 ? [...light, ...heavy] : light;
  for (const read of tried) faults.push(await faultOf(read));
  const found = faults.filter((one) => one !== undefined);
  countPromise("input", { inputs: tried.length, broken: found.length });
  expect(found).toEqual([]);
});

function problemOf(parsed: ReturnType<typeof parseEnvironmentFile>): string[] {
  return "problem" in parsed ? [parsed.problem] : [];
}
