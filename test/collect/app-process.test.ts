import { describe, expect, test } from "vitest";
import { chooseApp, ownProcesses, programOf, type Candidate } from "../../src/collect/app-process.ts";

const OWN = 500;
const SITE = { WEBSITE_SITE_NAME: "contoso", IDENTITY_ENDPOINT: "http://127.0.0.1:41042/msi/token" };
const POD = { KUBERNETES_SERVICE_HOST: "10.0.0.1" };
const PRINCIPAL = { AZURE_CLIENT_ID: "a", AZURE_CLIENT_SECRET: "lab-fake-secret" };

function one(
  pid: number,
  special: Partial<Omit<Candidate, "facts">> & { parent?: number; program?: string } = {},
): Candidate {
  const { parent = 1, listens = [], env, program = `program${pid}` } = special;
  const facts = { pid, parent, uid: 0, gid: 0, groups: [], command: program };
  return { facts, listens, ...(env === undefined ? {} : { env }) };
}

const self = one(OWN, { env: {}, parent: 400 });

/** What runs, and the process that is chosen, or those among which nobody can choose. */
const CASES: readonly (readonly [
  what: string,
  processes: readonly Candidate[],
  chosen: number | readonly number[],
])[] = [
  [
    "a container: the listener of the port that PORT names",
    [
      one(1, { env: { ...SITE, PORT: "5000" } }),
      one(23, { env: SITE, listens: [5000] }),
      one(24, { env: SITE, listens: [8080] }),
    ],
    23,
  ],
  [
    "ASPNETCORE_URLS names ports, too",
    [
      one(1, { env: { ...SITE, ASPNETCORE_URLS: "http://+:8081;https://+:8443/" } }),
      one(23, { env: SITE, listens: [8443] }),
      one(24, { env: SITE, listens: [8080] }),
    ],
    23,
  ],
  [
    "8080 where no port is named",
    [one(1, { env: SITE }), one(23, { env: SITE, listens: [8080] }), one(24, { env: SITE, listens: [2222] })],
    23,
  ],
  [
    "a listener without identity variables is not the app",
    [one(1, { env: SITE }), one(23, { env: {}, listens: [8080] })],
    1,
  ],
  [
    "a server and its workers: the server",
    [
      one(1, { env: SITE }),
      one(23, { env: { ...SITE, X: "1" }, listens: [80] }),
      one(25, { env: SITE, listens: [80], parent: 23 }),
      one(26, { env: SITE, listens: [80], parent: 23 }),
    ],
    23,
  ],
  ["nobody listens: process 1", [one(1, { env: SITE }), one(23, { env: SITE })], 1],
  [
    "process 1 is an ancestor of this shell: the app all the same",
    [one(1, { env: SITE, parent: 0 }), one(400, { env: SITE, parent: 1 }), self],
    1,
  ],
  ["a pod without identity variables: process 1", [one(1, { env: POD }), one(9, { env: {} }), self], 1],
  ["a pod whose supervisor gives them to one", [one(1, { env: POD }), one(9, { env: PRINCIPAL }), self], 9],
  ["a machine: the only one that has them", [one(1, { env: {} }), one(9, { env: PRINCIPAL }), one(10)], 9],
  ["process 1 may not be read: the only one that has them", [one(1), one(9, { env: SITE })], 9],
  [
    "this shell's own ancestors are not the app",
    [one(1, { env: {} }), one(400, { env: PRINCIPAL, parent: 1 }), one(9, { env: PRINCIPAL }), self],
    9,
  ],
  [
    "a worker that has other variables than its parent may be meant",
    [one(9, { env: PRINCIPAL }), one(10, { env: { ...PRINCIPAL, AZURE_CLIENT_ID: "b" }, parent: 9 })],
    [9, 10],
  ],
  [
    "copies of one program: the first",
    [one(12, { env: PRINCIPAL, program: "node" }), one(9, { env: PRINCIPAL, program: "node" })],
    9,
  ],
  [
    "copies of one program that have different identities",
    [one(9, { env: PRINCIPAL, program: "node" }), one(12, { env: SITE, program: "node" })],
    [9, 12],
  ],
  [
    "two of them on a machine",
    [one(9, { env: PRINCIPAL }), one(10, { env: { MSI_ENDPOINT: "x" } })],
    [9, 10],
  ],
  [
    "two on the same port, and process 1 without: nobody can choose",
    [
      one(1, { env: POD }),
      one(9, { env: PRINCIPAL, listens: [80] }),
      one(10, { env: PRINCIPAL, listens: [80] }),
    ],
    [9, 10],
  ],
  ["empty values are none", [one(1, { env: {} }), one(9, { env: { AZURE_CLIENT_ID: "" } })], []],
  ["nobody at all", [one(1), one(9, { env: { AZURE_STORAGE_ACCOUNT: "x" } })], []],
];

describe("the app's process", () => {
  test.each(CASES)("%s", (_what, processes, chosen) => {
    const choice = chooseApp(processes, OWN);
    const found = "app" in choice ? choice.app.facts.pid : choice.candidates.map(({ facts }) => facts.pid);
    expect(found).toEqual(chosen);
    // The order in which the system lists them does not matter to what is chosen.
    const turned = chooseApp(processes.toReversed(), OWN);
    if ("app" in choice) expect(turned).toEqual(choice);
    else expect("candidates" in turned && turned.candidates.toReversed()).toEqual(choice.candidates);
  });

  test("says how it was found", () => {
    const choice = chooseApp(
      [one(1, { env: { ...SITE, PORT: "5000" } }), one(2, { env: SITE, listens: [5000] })],
      OWN,
    );
    expect(choice).toMatchObject({ how: "it listens on port 5000 (PORT) and has identity variables" });
  });
});

test("parents that go in a circle end", () => {
  const facts = [one(7, { parent: 8 }), one(8, { parent: 7 })].map((candidate) => candidate.facts);
  expect([...ownProcesses(facts, 7)]).toEqual([7, 8]);
});

test.each([
  ["/usr/bin/python3 /app/main.py --secret=lab-fake-secret", "python3"],
  ["nginx: master process nginx -g daemon off;", "nginx"],
  ["-bash", "-bash"],
  ["kworker/0:1", "0:1"],
  ["evil\u001b[31m", "evil\\x1b[31m"],
  ["", ""],
])("the program of %j is %j", (command, program) => {
  expect(programOf(command)).toBe(program);
});
