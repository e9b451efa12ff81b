import { request } from "node:https";
import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { services } from "../../src/catalogue/services/index.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { isAnswered } from "../../src/judge/verdicts.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import { ROLES, type RoleName } from "../../src/lab/roles.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";

/** One host for each service of the data-plane server, whose identity may do everything: nothing but the probe protects the data. */
const ALLOWED = scenarios.filter(({ name, resources }) => name.endsWith("-allowed") && resources.length > 0);

function mayDoEverything(scenario: Scenario): Scenario {
  const { objectId: principalId } = SYSTEM_IDENTITY;
  const assignments = (Object.keys(ROLES) as RoleName[]).map((role) => ({
    principalId,
    role,
    resource: SUBSCRIPTION,
  }));
  return { ...scenario, assignments };
}

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
      expect(await lab.dataHash()).toBe(before);
    } finally {
      await lab.close();
    }
  },
);

test("the hash does change when a request really acts", async () => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = ALLOWED.find(({ name }) => name === "key-vault-allowed");
  if (scenario === undefined) throw new Error("no scenario of Key Vault");
  const lab = await startLab(mayDoEverything(scenario), { azurite: false });
  try {
    const before = await lab.dataHash();
    const [, port] =
      Object.entries(lab.map.routes).find(([where]) => where.startsWith("198.51.100.1:443")) ?? [];
    const token = await systemToken(lab.map.routes["169.254.169.254:80"]);
    const status = await put(port ?? 0, token);
    expect(status).toBe(200);
    expect(await lab.dataHash()).not.toBe(before);
  } finally {
    await lab.close();
  }
});

async function systemToken(port: number | undefined): Promise<string> {
  const path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { Metadata: "true" } });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function put(port: number, token: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const host = "kv-contoso.vault.azure.net";
    const headers = { Host: host, Authorization: `Bearer ${token}` };
    const path = "/secrets/new?api-version=7.4";
    // The certificate is the lab's own; whose it is, is not what is tested here.
    const options = { host: "127.0.0.1", port, path, method: "PUT", headers, rejectUnauthorized: false };
    request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once("error", reject)
      .end('{"value":"lab-fake-new"}');
  });
}

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
