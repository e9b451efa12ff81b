// What is checked of the single file in a Windows process. Each throws what speaks against it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { reportSchema } from "../../dist/model/report.js";
import { kuduSite, onLoopback, workloadIdentity } from "./hosts.mjs";
import { processesLeft, programProcesses } from "./machine.mjs";

const PAGE = fileURLToPath(new URL("../../docs/where-you-run/kudu-windows.md", import.meta.url));
const NOTHING = "--only environment --quiet -o json";

export const checks = {
  async "words: as on Linux, byte by byte; ASCII, 80 columns, LF, in a pipe and in a file"({
    run,
    drive,
    program,
  }) {
    for (const words of ["--version", "--help", "findings", "findings reached-from-kudu", "services blob"]) {
      const said = await run(`node credprobe.cjs ${words}`);
      const here = spawnSync(process.execPath, [program, ...words.split(" ")], {
        encoding: "latin1",
        env: {},
      });
      assert.deepEqual(said, { code: 0, stdout: here.stdout, stderr: "" }, words);
      asciiIn80(said.stdout);
      await run(`node credprobe.cjs ${words} > C:\\words.txt`);
      assert.equal(readFileSync(path.join(drive, "words.txt"), "latin1"), here.stdout, words);
    }
  },

  async "a mistake is one line, exit code 2"({ run }) {
    for (const words of [
      "--no-such-option",
      "explain C:\\home\\absent.json",
      "lab",
      "--targets-file C:\\home\\absent.txt",
    ]) {
      const { code, stdout, stderr } = await run(`node credprobe.cjs ${words}`);
      assert.deepEqual([code, stdout], [2, ""], words);
      assert.match(stderr, /^credprobe: [ -~]+\n$/);
      const [, file] = / (C:\S+)$/.exec(words) ?? [];
      if (file !== undefined) assert.ok(stderr.includes(file), stderr);
    }
  },

  async "nothing configured: children start and end, a whole report, no terminal's signs"({ run, drive }) {
    const { code, stdout, stderr } = await run(
      "node credprobe.cjs --timeout 5 --report %HOME%\\LogFiles\\nothing.json",
    );
    assert.equal(code, 5);
    asciiIn80(stdout);
    assert.match(stdout, /^VERDICT {2}The app gets no token/);
    assert.match(stderr, /^(?:credprobe: [ -~]+\n)+$/);
    const report = reportIn(drive, "nothing.json");
    assert.equal(report.complete, true);
    assert.equal(report.host.console.isTTY, false);
    assert.match(report.tool.platform, /^win32/);
    assert.deepEqual(
      report.links.filter(({ outcome }) => outcome === "crashed"),
      [],
    );
    // Nothing but loopback is in this network: the address of the metadata service is not.
    const [asked] = report.links.flatMap(({ id, reason }) =>
      id === "managed-identity-system" ? [reason] : [],
    );
    assert.match(asked, /169\.254\.169\.254: E(?:NETUNREACH|HOSTUNREACH|CONNREFUSED|ADDRNOTAVAIL)/);
    assert.deepEqual(await processesLeft(), []);
  },

  async "docs/where-you-run/kudu-windows.md: its command line, typed in %HOME%"(machine) {
    const { run, drive } = machine;
    const [line] = /^node credprobe\.cjs .*$/m.exec(readFileSync(PAGE, "utf8")) ?? [];
    const site = await kuduSite(drive);
    try {
      const said = await run(line.replace("node ", site.node), site);
      assert.deepEqual([said.code, said.stderr.includes("\x1b")], [0, false], said.stderr);
      const report = reportIn(drive, "credprobe.json");
      assert.equal(report.host.kind, "kudu-windows");
      assert.equal(report.host.console.kind, "kudu");
      assert.equal(report.winner.link, "managed-identity-system");
      assert.deepEqual(
        report.targets.flatMap(({ access }) => access.map(({ verdict }) => verdict)),
        ["allowed"],
      );
      assert.equal(readFileSync(path.join(drive, "home/LogFiles/credprobe.txt"), "latin1"), said.stdout);
      asciiIn80(said.stdout.replaceAll(/^ *\/subscriptions\/.*$/gm, ""));
      const asked = site.lab.requests().filter(({ server }) => server === "app-service");
      assert.ok(asked.length > 0, "the identity endpoint was asked");
      site.hasNoSecret(said.stdout + said.stderr + JSON.stringify(report));
      assert.deepEqual(temporaryFiles(drive), []);
      assert.deepEqual(await processesLeft(), []);
    } finally {
      await site.lab.close();
    }
  },

  async "a refusal: the fix says that it is PowerShell's, and where it is typed"({ run, drive }) {
    const site = await kuduSite(drive, { assignments: [] });
    try {
      const said = await run(`${site.node}credprobe.cjs ${site.target} --quiet`, site);
      assert.equal(said.code, 3, said.stdout);
      assert.match(said.stdout, /fix \(PowerShell\):/);
      assert.match(said.stdout.replaceAll(/\s+/g, " "), /where Azure CLI is: this console has none/);
      assert.match(said.stdout, /az role assignment create `\n/);
      assert.doesNotMatch(said.stdout, /\\\n/);
    } finally {
      await site.lab.close();
    }
  },

  async "from standard input: a token of App Service's protocol over a real loopback connection"({
    run,
    drive,
  }) {
    const site = await onLoopback(drive);
    try {
      const said = await run("node - -o json --quiet < credprobe.cjs", site);
      const report = reportSchema.parse(JSON.parse(said.stdout));
      assert.deepEqual([said.code, said.stderr], [0, ""]);
      assert.equal(report.winner.link, "managed-identity-system");
      assert.ok(
        site.lab.requests().some(({ path: asked }) => /api-version=2019-08-01&resource=/.test(asked)),
      );
      site.hasNoSecret(said.stdout);
      assert.deepEqual(await processesLeft(), []);
    } finally {
      await site.lab.close();
    }
  },

  async "a token file with a drive letter, a blank and backslashes; variables in any case"({ run, drive }) {
    const host = await workloadIdentity(drive, "home/My Reports/token file.jwt");
    try {
      const said = await run(`${host.node}credprobe.cjs --only workload-identity -o json --quiet`, host);
      const link = reportSchema
        .parse(JSON.parse(said.stdout))
        .links.find(({ id }) => id === "workload-identity");
      assert.equal(link.outcome, "succeeded", JSON.stringify(link, null, 1));
      const file = host.env.AZURE_FEDERATED_TOKEN_FILE;
      const shown = await run("node credprobe.cjs --only environment --quiet", host);
      assert.ok(shown.stdout.includes(` ${file}\n`), shown.stdout);
    } finally {
      await host.lab.close();
    }
  },

  async "explain: every way to name a file"({ run, drive }) {
    const kept = "home/My Reports/a report.json";
    copyFileSync(path.join(drive, "home/LogFiles/credprobe.json"), path.join(drive, kept));
    const names = [
      "C:\\home\\LogFiles\\credprobe.json",
      "c:/home/LogFiles/credprobe.json",
      "LogFiles\\credprobe.json",
      "\\home\\LogFiles\\credprobe.json",
      "\\\\?\\C:\\home\\LogFiles\\credprobe.json",
      '"%HOME%\\My Reports\\a report.json"',
      "- < LogFiles\\credprobe.json",
    ];
    const said = await inPairs(names, (name) => run(`node credprobe.cjs explain ${name}`));
    for (const [index, one] of said.entries()) assert.deepEqual(one, said[0], names[index]);
    assert.deepEqual([said[0].code, said[0].stderr], [0, ""]);
    const long = await run("node credprobe.cjs explain LogFiles\\credprobe.json -o html");
    await run("node credprobe.cjs explain LogFiles\\credprobe.json -o html > C:\\report.html");
    assert.equal(readFileSync(path.join(drive, "report.html"), "latin1"), long.stdout);
  },

  async "--report: what is refused, before anything is sent, and in the words typed"({ run, drive }) {
    const before = homeOf(drive);
    const refused = [
      [
        "%HOME%\\site\\wwwroot\\r.json",
        /C:\\home\\site\\wwwroot\\r\.json is below wwwroot, .* use %HOME%\\LogFiles$/,
      ],
      ["site/WWWROOT/r.json", /is below wwwroot/],
      ["\\\\?\\C:\\home\\site\\wwwroot\\r.json", /is below wwwroot/],
      ["LogFiles\\nul.json", /LogFiles\\nul\.json: NUL is the name of a device on Windows$/],
      ["com1.txt", /COM1 is the name of a device/],
      ["r.txt:stream.json", /a name has no < > : /],
      ["r.json.", /the name must end in \.txt, \.json/],
      ['"r.json "', /the name must end in/],
      ["LogFiles\\", /the name must end in/],
      ["\\\\server.invalid\\share\\r.json", /its folder does not exist/],
      ["Q:\\r.json", /its folder does not exist/],
      ["LogFiles\\credprobe.json", /is there already; --force replaces it$/],
      ["r.json --report R.JSON", /is given twice$/],
    ];
    const said = await inPairs(refused, ([name]) => run(`node credprobe.cjs ${NOTHING} --report ${name}`));
    for (const [index, { code, stdout, stderr }] of said.entries()) {
      const [name, words] = refused[index];
      assert.match(stderr.trimEnd(), words, name);
      assert.deepEqual([code, stdout, stderr.match(/\n/g)?.length], [2, "", 1], name);
    }
    assert.deepEqual(homeOf(drive), before);
  },

  async "--report: other ways to name a file, and --force"({ run, drive }) {
    const names = [
      "LogFiles/forward.json",
      '"%HOME%\\My Reports\\with blank.md"',
      "C:relative.txt",
      "\\home\\LogFiles\\rooted.html",
    ];
    const files = [
      "LogFiles/forward.json",
      "My Reports/with blank.md",
      "relative.txt",
      "LogFiles/rooted.html",
    ];
    const reports = names.map((name) => `--report ${name}`).join(" ");
    const first = await run(`node credprobe.cjs ${NOTHING} ${reports}`);
    assert.equal(first.stderr, "");
    for (const file of files) assert.ok(existsSync(path.join(drive, "home", file)), file);
    writeFileSync(path.join(drive, "home", "LogFiles", "forward.json"), "old");
    const again = await run(`node credprobe.cjs ${NOTHING} ${reports} --force`);
    assert.deepEqual([again.code, again.stderr], [first.code, ""]);
    assert.equal(readFileSync(path.join(drive, "home", "LogFiles", "forward.json"), "latin1"), again.stdout);
    assert.deepEqual(temporaryFiles(drive), []);
  },

  async "developer tools: found on PATH by PATHEXT, in a folder with a blank, and run"({ run, drive }) {
    mkdirSync(path.join(drive, "Azure CLI"), { recursive: true });
    writeFileSync(path.join(drive, "Azure CLI", "az"), "#!/bin/sh\nexit 3\n");
    writeFileSync(
      path.join(drive, "Azure CLI", "az.bat"),
      "@echo ERROR: Please run 'az login' to setup account. 1>&2\r\n@exit /b 1\r\n",
    );
    const env = { Path: 'C:\\nodejs;"C:\\Azure CLI";C:\\windows\\system32' };
    const said = await run("node credprobe.cjs --only azure-cli -o json --quiet", { env });
    const link = reportSchema.parse(JSON.parse(said.stdout)).links.find(({ id }) => id === "azure-cli");
    assert.equal(link.outcome, "unavailable", JSON.stringify(link, null, 1));
    assert.match(link.inputs[0].value, /az\.bat$/);
    assert.deepEqual(await processesLeft(), []);
  },

  async "a tool that hangs: the run ends at its deadline, whatever becomes of the tool"({ run, drive }) {
    mkdirSync(path.join(drive, "hanging"), { recursive: true });
    const program = "setTimeout(() => fs.writeFileSync('C:/hanging/ended.txt', ''), 60000)";
    writeFileSync(path.join(drive, "hanging", "az.cmd"), `@node -e "${program}"\r\n`);
    const env = { Path: "C:\\nodejs;C:\\hanging;C:\\windows\\system32" };
    const said = await run("node credprobe.cjs --only azure-cli --timeout 3 -o json --quiet", { env });
    const link = reportSchema.parse(JSON.parse(said.stdout)).links.find(({ id }) => id === "azure-cli");
    assert.equal(link.outcome, "timed-out", JSON.stringify(link, null, 1));
    assert.ok(!existsSync(path.join(drive, "hanging", "ended.txt")), "it waited for the tool");
    assert.deepEqual(await processesLeft(), []);
  },

  async "the console is killed in the middle: the file is whole, and no child stays"({ run, drive }) {
    // Takes the connection and never answers.
    const silent = net.createServer(() => {});
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const endpoint = `http://127.0.0.1:${silent.address().port}/msi/token/`;
    const env = { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: "lab-fake-identity-header" };
    const file = path.join(drive, "home", "LogFiles", "killed.json");
    const asked = once(silent, "connection");
    const ended = run("node credprobe.cjs --timeout 60 --report %HOME%\\LogFiles\\killed.json", { env });
    await Promise.all([asked, appeared(file)]);
    const isMain = (line) => line.includes("killed.json");
    const main = programProcesses(isMain);
    assert.equal(main.length, 1);
    assert.ok(programProcesses().length > 1, "a child is there");
    process.kill(main[0], "SIGKILL");
    await ended;
    const report = reportIn(drive, "killed.json");
    assert.equal(report.complete, false);
    assert.deepEqual(await processesLeft(), []);
    silent.close();
  },
};

function reportIn(drive, name) {
  return reportSchema.parse(JSON.parse(readFileSync(path.join(drive, "home", "LogFiles", name), "utf8")));
}

/** All that is below %HOME%. */
function homeOf(drive) {
  return readdirSync(path.join(drive, "home"), { recursive: true });
}

function temporaryFiles(drive) {
  return homeOf(drive).filter((name) => name.includes(".tmp"));
}

function asciiIn80(text) {
  assert.doesNotMatch(text, /[^\n -~]/);
  assert.deepEqual(
    text.split("\n").filter((line) => line.length > 80),
    [],
  );
}

async function appeared(file) {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(50)) {
    if (existsSync(file) && readFileSync(file, "utf8") !== "") return;
  }
  throw new Error(`${path.basename(file)} was not written`);
}

async function inPairs(all, make) {
  const done = [];
  for (let at = 0; at < all.length; at += 2)
    done.push(...(await Promise.all(all.slice(at, at + 2).map(make))));
  return done;
}
