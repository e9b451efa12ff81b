// What holds on a machine without Node and without any answer from a network.

import assert from "node:assert/strict";
import net from "node:net";
import { reportSchema } from "../../dist/model/report.js";
import { runInside } from "./run-inside.mjs";

const PATH = "/usr/local/bin:/usr/bin:/bin";
const SECRET = "lab-fake-secret-of-the-executable";
const SERVICE_PRINCIPAL = {
  AZURE_TENANT_ID: "7e57ab1e-0000-4000-8000-000000000001",
  AZURE_CLIENT_ID: "7e57ab1e-0000-4000-8000-000000000002",
  AZURE_CLIENT_SECRET: SECRET,
};
const JSON_REPORT = ["-o", "json", "--quiet"];

/** Rows of what, and the check. */
export function bareChecks({ roots, program, version, user }) {
  const inside = (words, options = {}, root = roots.ordinary) =>
    runInside(root, words, { user, ...options, env: { PATH, HOME: "/tmp", ...options.env } });
  const run = (args, options, root) => inside([program, ...args], options, root);
  const nothing = async (options, root) => reportOf(await run(JSON_REPORT, options, root), 5);

  return [
    [
      "there is no Node",
      async () => {
        assert.notEqual((await inside(["/bin/sh", "-c", "command -v node || command -v nodejs"])).code, 0);
      },
    ],
    [
      "--version",
      async () => {
        assert.deepEqual(await run(["--version"]), said(`${version}\n`));
      },
    ],
    [
      "--help",
      async () => {
        const { code, stdout, stderr } = await run(["--help"]);
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(stdout, /--managed-identity-client-id/);
      },
    ],
    [
      "findings, and one of them",
      async () => {
        assert.match((await run(["findings"])).stdout, /^error +role-missing$/m);
        assert.match((await run(["findings", "role-missing"])).stdout, /az role assignment create/);
      },
    ],
    [
      "nothing configured",
      async () => {
        const report = await nothing();
        assert.equal(report.complete, true);
        assert.equal(report.winner.state, "none");
        assert.equal(report.invocation.program, program);
        const metadata = report.links.find(({ id }) => id === "managed-identity-system");
        assert.equal(metadata.outcome, "unavailable");
      },
    ],
    [
      "started from its own folder, or found on the PATH, it names itself so",
      async () => {
        const [, folder, name] = /^(.*)\/([^/]+)$/.exec(program);
        const from = async (script, env) =>
          reportOf(await inside(["/bin/sh", "-c", script, ...JSON_REPORT], { env }), 5).invocation.program;
        assert.equal(await from(`cd ${folder} && ./${name} "$0" "$@"`), `./${name}`);
        assert.equal(await from(`${name} "$0" "$@"`, { PATH: folder }), name);
      },
    ],
    [
      "a service principal, whose login host is not there",
      async () => {
        const env = { ...SERVICE_PRINCIPAL, AZURE_AUTHORITY_HOST: "https://127.0.0.1:1" };
        const ran = await run(JSON_REPORT, { env });
        const [link] = reportOf(ran, 5).links;
        assert.deepEqual([link.id, link.outcome], ["environment", "unavailable"]);
        assert.ok(!`${ran.stdout}${ran.stderr}`.includes(SECRET));
      },
    ],
    [
      "a reader that goes away",
      async () => {
        const script = '{ "$0" -o json --quiet; echo $? >&3; } | head -c 1';
        const { stdout, stderr, extra } = await inside(["/bin/sh", "-c", script, program]);
        assert.deepEqual([stdout, stderr, extra], ["{", "", "5\n"]);
      },
    ],
    ["Ctrl-C", () => interrupted(run)],
    ["killed without a word, its children go, too", () => killed(run)],
    ["a file system that nobody can write to", () => nothing({}, roots.readOnly)],
    [
      "no HOME",
      async () => {
        reportOf(await runInside(roots.ordinary, [program, ...JSON_REPORT], { user, env: { PATH } }), 5);
      },
    ],
    [
      "no variables at all",
      async () => {
        reportOf(await runInside(roots.ordinary, [program, ...JSON_REPORT], { user }), 5);
      },
    ],
    ["no /proc", () => nothing({}, roots.withoutProc)],
    [
      "no /proc, found on the PATH",
      async () => {
        const script = `cd / && ${/[^/]+$/.exec(program)[0]} "$0" "$@"`;
        const env = { PATH: "/bin:/opt" };
        reportOf(await inside(["/bin/sh", "-c", script, ...JSON_REPORT], { env }, roots.withoutProc), 5);
      },
    ],
    [
      "explain, from standard input",
      async () => {
        const { stdout } = await run(JSON_REPORT);
        const again = await run(["explain", "-"], { input: stdout });
        assert.deepEqual([again.code, again.stderr], [5, ""]);
        assert.match(again.stdout, /^VERDICT /);
      },
    ],
    [
      "what a Node would take from NODE_OPTIONS, or as an option of its own",
      async () => {
        const NODE_OPTIONS = "--require=/nowhere.js --no-such-option";
        assert.deepEqual(await run(["--version"], { env: { NODE_OPTIONS } }), said(`${version}\n`));
        assert.equal((await run(["-e", "1"])).code, 2);
        await nothing({ env: { NODE_OPTIONS } });
      },
    ],
    [
      "nobody else makes a child of it",
      async () => {
        const isRefused = ({ code, stdout, stderr }) => {
          assert.deepEqual([code, stdout], [2, ""]);
          assert.match(stderr, /^credprobe: CREDPROBE_CHILD_OF is set, .*\n$/);
        };
        const asChildOf = (parent) => ({ env: { CREDPROBE_CHILD_OF: parent }, input: "{}\n" });
        for (const parent of ["4711", ""]) isRefused(await run([], asChildOf(parent)));
        // All is as it is with a child, but for a pipe or an argument: sudo closes the one.
        const mine = asChildOf(String(process.pid));
        isRefused(await inside(["/bin/sh", "-c", 'exec "$0" 3>&-', program], mine));
        isRefused(await run(["--version"], mine));
      },
    ],
  ];
}

async function interrupted(run) {
  const ran = await whileSilent(run, {});
  const report = reportSchema.parse(JSON.parse(ran.stdout));
  assert.deepEqual([ran.code, report.complete], [130, false]);
}

async function killed(run) {
  const { signal } = await whileSilent(run, { isKilled: true });
  assert.equal(signal, "SIGKILL");
}

/** A run that is ended while an identity endpoint takes the connection and never answers. */
async function whileSilent(run, options) {
  const silent = net.createServer(() => undefined);
  await new Promise((resolve) => silent.listen(0, "127.0.0.1", resolve));
  try {
    const env = {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${silent.address().port}/msi/token`,
      IDENTITY_HEADER: "lab-fake-header",
    };
    const stopAt = /credprobe: metadata/;
    return await run(["-o", "json", "--timeout", "40"], { env, stopAt, ...options });
  } finally {
    silent.close();
  }
}

function said(stdout) {
  return { code: 0, signal: null, stdout, stderr: "", extra: "" };
}

/** A valid report in which nothing of ours failed, and nothing besides. */
function reportOf({ code, stdout, stderr }, exitCode) {
  assert.equal(stderr, "");
  const report = reportSchema.parse(JSON.parse(stdout));
  assert.deepEqual([code, report.verdict.exitCode], [exitCode, exitCode]);
  assert.deepEqual(
    report.links.filter(({ outcome }) => outcome === "crashed"),
    [],
  );
  return report;
}
