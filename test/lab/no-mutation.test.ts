import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { services } from "../../src/catalogue/services/index.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { isAnswered } from "../../src/judge/verdicts.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { countPromise } from "../promises/count.ts";
import { built } from "../support/built.ts";
import { ALLOWED, mayDoEverything } from "../support/may-do-everything.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { play } from "../support/play.ts";
import { scenarioNamed } from "../support/scenario-named.ts";

/** What the scenarios leave out. */
const MORE_TARGETS: Readonly<Record<string, readonly string[]>> = {
  "key-vault-allowed": ["", "/keys", "/keys/signing", "/certificates", "/certificates/web"].map(
    (path) => `https://kv-contoso.vault.azure.net${path}`,
  ),
  "blob-allowed": ["/invoices/2026/invoice-0001.pdf", "/invoices/2026/"].map(
    (path) => `https://contosodata.blob.core.windows.net${path}`,
  ),
};

/** What a vault holds besides secrets, so that there is something to change. */
function withMore({ name, resources, ...rest }: Scenario): Scenario {
  const more = { keys: { signing: "lab-fake-key" }, certificates: { web: "lab-fake-certificate" } };
  const held = resources.map((one) =>
    one.service === "key-vault" ? { ...one, data: { ...one.data, ...more } } : one,
  );
  return { ...rest, name, resources: held };
}

/** Every place of a scenario's resource that some scenario asks for, whoever asks there. */
function placesOf({ name, targets }: Scenario): readonly string[] {
  const hosts = new Set(targets.map((text) => new URL(text).host));
  const others = scenarios.flatMap((one) => one.targets.filter((text) => hosts.has(new URL(text).host)));
  return [...new Set([...targets, ...others, ...(MORE_TARGETS[name] ?? [])])];
}

function everyLevel(scenario: Scenario): ProbeRequest {
  const { args } = scenario;
  const service = args[args.indexOf("--service") + 1];
  return {
    targets: placesOf(scenario).flatMap((text) => {
      const match = matchTarget(text, args.includes("--service") ? service : undefined);
      return "target" in match ? [match.target] : [];
    }),
    cut: [],
    verbose: false,
    options: { ...NO_OPTIONS, access: [...ACCESS_LEVELS], deadlineSeconds: 60 },
  };
}

test.each(ALLOWED.map((scenario) => [scenario.name, scenario] as const))(
  "%s: probes of every level, by an identity that may do everything, change nothing",
  async (_, scenario) => {
    const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
    const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
    const lab = await startLab(mayDoEverything(withMore(scenario)), { azurite: false });
    try {
      const before = await lab.dataHash();
      const wanted = everyLevel(scenario);
      const report = await probe(wanted, lab.world, {
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      const asked = report.targets.flatMap(({ access }) => access);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((row) => !isAnswered(row))).toEqual([]);
      const { judged, changes } = await lab.acts();
      countPromise("mutation", {
        "by who may do everything": asked.length,
        "requests judged": judged,
        "state changes": changes.length,
      });
      expect(judged).toBeGreaterThan(0);
      expect(changes).toEqual([]);
      expect(await lab.dataHash()).toBe(before);
    } finally {
      await lab.close();
    }
  },
);

/** An identity that owns the subscription and is refused at the data: what is asked about that, and how. */
test("a refusal is asked about with GET alone, by an identity that could give itself any role", async () => {
  const scenario = scenarioNamed("role-owner-only");
  const { requests, acts } = await play(scenario, { args: ["--access", "all"] });
  const asked = requests.filter(({ server }) => server === "arm");
  expect(asked.map(({ path }) => path)).toContainEqual(expect.stringContaining("/roleAssignments?"));
  countPromise("mutation", { "requests judged": acts.judged, "state changes": acts.changes.length });
  expect(acts.changes).toEqual([]);
  // What it would delete need not be there.
  expect(asked.filter(({ method }) => method !== "GET")).toEqual([]);
});

/** What no request of a probe may be (dataplane.md section 23). */
const NEVER: readonly (readonly [string, RegExp])[] = [
  [
    "change, or read the content of, a blob that was named",
    /folder\/item(?!\?comp=metadata$)|^(?!GET).*folder\/item/,
  ],
  ["Put Blob, Put Block", /^PUT (?!.*[?&]comp=metadata)[^?]*\.blob\./],
  [
    "REST peek-lock, or taking a message",
    /\/messages\/head|^GET [^?]*\.queue\.[^?]*\/messages(?!.*peekonly=true)/,
  ],
  ["clear messages", /^DELETE [^?]*\.queue\.[^?]*\/messages(?:\?|$)/],
  ["set a secret", /^PUT [^?]*\/secrets\//],
  ["user delegation key", /userdelegationkey/],
  ["publish an event", /^POST [^?]*\/api\/events/],
  ["a new share, file system or path", /^PUT (?!.*[?&](?:comp=metadata|action=))[^?]*\.(?:file|dfs)\./],
];

test.each(NEVER)("no probe of any service is: %s", (_, pattern) => {
  const sent = services.flatMap((service) => {
    const host = service.example.replace(/^https:\/\/([^/]+).*$/, "$1");
    return service.probes.flatMap(({ ask, kinds = ["account"] }) =>
      ask.kind === "http"
        ? kinds.flatMap((kind) =>
            [undefined, "folder/", "folder/item"].map((item) => {
              const scope = { kind, name: "part", named: true, item };
              const asked = ask.request({
                scope,
                random: "azcredprobe-0",
                resource: "r",
                date: "d",
                principalId: "p",
              });
              return `${asked.method} ${host}${asked.path}`;
            }),
          )
        : [],
    );
  });
  expect(sent.length).toBeGreaterThan(10);
  expect(sent.filter((line) => pattern.test(line))).toEqual([]);
});

test("what is offered to a table that may exist is no entity, and no upsert, whatever header is lost", () => {
  const table = services.find(({ name }) => name === "table");
  const writes = (table?.probes ?? []).filter(
    ({ level, kinds }) => level === "write" && kinds?.[0] === "table",
  );
  const offered = writes.map(({ ask }) => {
    if (ask.kind !== "http") throw new Error("asked otherwise than over HTTPS");
    const scope = { kind: "table", name: "t", named: true };
    const { method, path, body } = ask.request({ scope, random: "azcredprobe-0", resource: "r", date: "d" });
    return [method, path, body];
  });
  expect(offered).toEqual([["POST", "/t", "{}"]]);
});
