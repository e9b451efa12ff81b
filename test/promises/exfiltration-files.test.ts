import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningLab } from "../../src/lab/start.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import type { World } from "../../src/world/world.ts";
import { isAtHome } from "../support/at-home.ts";
import { built } from "../support/built.ts";
import type { HostileNetwork } from "../support/hostile-network.ts";
import { hostileWorld, wholeRun } from "../support/hostile-world.ts";
import { startLinkChild } from "../support/link-child.ts";
import { scenarioNamed } from "../support/scenario-named.ts";
import { countPromise, IS_WHOLE } from "./count.ts";
import { arrivalsDuring, cameTo, isFromSdk, networkOfOthers, spokenAt } from "./played-others.ts";

/** Where the agent of Azure Arc keeps its keys, and how large one may be (chain.md section 3.2). */
const FOLDER = "/var/opt/azcmagent/tokens";
const LARGEST = 4096;
const OWN_KEY = `${FOLDER}/own.key`;
/** A link in that folder, and what it leads to. */
const LINK = `${FOLDER}/link.key`;
const LINKED = "/home/app/linked.key";

/** What an answer may name in the place of the agent's key; a header can hold each of these files whole. */
const ASKED_FOR: readonly string[] = [
  "/etc/shadow",
  "/etc/ssl/private/server.key",
  "/home/app/.ssh/id.key",
  "/proc/self/environ",
  `${FOLDER}/../outside.key`,
  `${FOLDER}/../../../../etc/ssl/private/server.key`,
  `${FOLDER}/folder/inside.key`,
  `${FOLDER}/folder/../back.key`,
  `${FOLDER}//twice.key`,
  `${FOLDER}/./here.key`,
  `${FOLDER}/secret.txt`,
  `${FOLDER}/secret.key.txt`,
  `${FOLDER}/secret.KEY`,
  `${FOLDER}/large.key`,
  `${FOLDER}-of-others/secret.key`,
  "relative.key",
  "./relative.key",
  "tokens/relative.key",
  "~/relative.key",
  `"${FOLDER}/quoted.key"`,
  `file://${FOLDER}/address.key`,
  `${FOLDER}/%2e%2e/outside.key`,
  `${FOLDER}/listed.key, Basic realm=/etc/shadow`,
  `/etc/shadow, Basic realm=${FOLDER}/listed.key`,
  String.raw`C:\ProgramData\AzureConnectedMachineAgent\Tokens\windows.key`,
  LINK,
];

const PATHS = [...ASKED_FOR.filter((realm) => realm !== LINK), LINKED].flatMap((realm) =>
  realm.split(", Basic realm="),
);

/** A server of Azure Arc on which all of these are files. */
function scenario(): Scenario {
  const works = scenarioNamed("arc-works");
  const planted = PATHS.map((path, index) => {
    const content = `lab-fake-content-of-file-${index}`;
    return [path, path.endsWith("large.key") ? content.padEnd(LARGEST + 1, "-") : content];
  });
  return {
    ...works,
    files: { ...works.files, ...(Object.fromEntries(planted) as Scenario["files"]) },
    endpoints: works.endpoints.map((one) => ({ ...one, keyFile: OWN_KEY })),
  };
}

const SERVER = scenario();
let network: HostileNetwork;
let lab: RunningLab;
let world: World;

beforeAll(async () => {
  network = await networkOfOthers();
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  lab = await startLab(SERVER, { azurite: false });
  const link = join(lab.filesRoot, LINK);
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(lab.filesRoot, LINKED), link);
  world = await hostileWorld(lab, network, (at) => spokenAt("endpoint", SERVER, at));
});

afterAll(async () => {
  await lab.close();
  await network.close();
});

/** What the endpoint is sent by the SDK when it asks for this file. */
async function sentFor(realm: string, run: () => Promise<unknown>) {
  const answer = { status: 401, headers: { "WWW-Authenticate": `Basic realm=${realm}` }, body: "{}" };
  const came = await arrivalsDuring(network, answer, run);
  expect(came.some((one) => isFromSdk(one) && cameTo("endpoint", SERVER, one))).toBe(true);
  return came;
}

test("an endpoint that asks for the key of the agent itself gets it", async () => {
  const child = await startLinkChild(SERVER, world);
  try {
    const came = await sentFor(OWN_KEY, child.attempt);
    // The servers of the test notice a file that is sent.
    expect(came.filter((one) => !isAtHome(one, SERVER)).map(({ headers }) => headers.authorization)).toEqual([
      expect.stringMatching(/^Basic lab-fake-/),
    ]);
  } finally {
    child.end();
  }
});

test("an endpoint that asks for another file gets none", async () => {
  const child = await startLinkChild(SERVER, world);
  const astray: unknown[] = [];
  const runs = [child.attempt, ...(IS_WHOLE ? [async () => await wholeRun(SERVER, world)] : [])];
  try {
    for (const run of runs) {
      for (const realm of ASKED_FOR) {
        const came = await sentFor(realm, run);
        const wrong = came.filter((one) => !isAtHome(one, SERVER));
        astray.push(...wrong.map(({ headers }) => [realm, headers.authorization]));
      }
    }
  } finally {
    child.end();
  }
  countPromise("exfiltration", {
    "files asked for": runs.length * ASKED_FOR.length,
    "sent astray": astray.length,
  });
  expect(astray).toEqual([]);
}, 300_000);
