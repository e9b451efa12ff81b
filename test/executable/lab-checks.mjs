// What holds in a simulated host: the scenarios say what the report must say, and the lab's servers stand at Azure's own
// names and addresses on the loopback of this namespace.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { findScenario } from "../../dist/lab/scenarios/index.js";
import { startLab } from "../../dist/lab/start.js";
import { reportSchema } from "../../dist/model/report.js";
import { startNameServer } from "../conformance/name-server.mjs";
import { openAddresses } from "../conformance/open-addresses.mjs";
import { addFiles } from "./file-systems.mjs";
import { runInside } from "./run-inside.mjs";

const CA_FILE = "/etc/credprobe-lab.pem";
const PATH = "/usr/local/bin:/usr/bin:/bin";
/** The user of the app. */
const APP = 4712;

export async function labChecks({ roots: { ordinary: root }, program, users, count }) {
  // One whose probe is HTTP, and one of AMQP.
  for (const name of ["leftover-secret", "service-bus-allowed"]) {
    await inLab(name, root, async (host) => {
      for (const who of users) {
        await count(who, `${name}, as in the lab`, async () => {
          const words = [program, ...host.words];
          isExpected(await runInside(root, words, { user: who.user, env: host.env }), host.scenario);
        });
      }
      if (name === "leftover-secret") {
        await count(users[0], "the variables and the user of the app's process", () =>
          takeApp(root, program, host),
        );
      }
    });
  }
}

/** Starts the servers of a scenario, and gives its files and names to a file system. */
async function inLab(name, root, live) {
  const scenario = findScenario(name);
  const lab = await startLab(scenario, { azurite: false });
  const servers = [];
  try {
    addFiles(root, lab, CA_FILE);
    servers.push(...(await openAddresses(lab.map)), await startNameServer(lab.map.names));
    const env = { ...scenario.env, PATH, HOME: "/tmp", NODE_EXTRA_CA_CERTS: CA_FILE };
    const words = [...scenario.args, ...scenario.targets, "-o", "json", "--quiet"];
    await live({ scenario, env, words });
  } finally {
    for (const server of servers) server.close();
    await lab.close();
  }
}

function isExpected({ code, stdout, stderr }, { expect }) {
  assert.equal(stderr, "");
  const report = reportSchema.parse(JSON.parse(stdout));
  assert.equal(code, expect.exitCode);
  assert.equal(report.winner.link, expect.winner.link);
  const findings = report.findings.map(({ slug }) => slug);
  assert.deepEqual(findings, expect.findings);
  return report;
}

/** The shell has no variables, the app's process has them. */
async function takeApp(root, program, { scenario, env, words }) {
  const as = [`--userspec=${APP}:${APP}`, `--groups=${APP}`];
  const app = spawn("/usr/sbin/chroot", [...as, root, "/bin/sleep", "60"], { env, stdio: "ignore" });
  try {
    const shell = { PATH, HOME: "/tmp", NODE_EXTRA_CA_CERTS: CA_FILE };
    const ran = await runInside(root, [program, "--env-from", `pid:${app.pid}`, ...words], { env: shell });
    const { asApp } = isExpected(ran, scenario).host.process;
    assert.deepEqual([asApp.pid, asApp.uid, asApp.switchedUser], [app.pid, APP, true]);
  } finally {
    app.kill("SIGKILL");
    await once(app, "close");
  }
}
