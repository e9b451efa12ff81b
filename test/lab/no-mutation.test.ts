import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { services } from "../../src/catalogue/services/index.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import { isAnswered } from "../../src/judge/verdicts.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { SUBSCRIPTION } from "../../src/lab/lab-resource.ts";
import { ROLES, type RoleName } from "../../src/lab/roles.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { findScenario, scenarios } from "../../src/lab/scenarios/index.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { countPromise } from "../promises/count.ts";
import { built } from "../support/built.ts";
import { labCaller, type CallerRequest } from "../support/lab-caller.ts";
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
      const after = await lab.dataHash();
      countPromise("mutation", {
        "by who may do everything": asked.length,
        "state changes": after === before ? 0 : 1,
      });
      expect(after).toBe(before);
    } finally {
      await lab.close();
    }
  },
);

const RULE =
  "https://dce-contoso-k3f2.westeurope-1.ingest.monitor.azure.com/dataCollectionRules/dcr-2f0b8a64c1d94e7f9a3b5c6d7e8f9012";

/** Where a service has data of its own, a request that acts; storage and messages are in tests of their own. */
const ACTING: readonly (readonly [scenario: string, request: CallerRequest])[] = [
  [
    "key-vault-allowed",
    { method: "PUT", url: "https://kv-contoso.vault.azure.net/secrets/new?api-version=7.4", body: "{}" },
  ],
  [
    "managed-hsm-allowed",
    { method: "PATCH", url: "https://hsm-contoso.managedhsm.azure.net/keys/orders-key?api-version=7.4" },
  ],
  [
    "app-configuration-allowed",
    { method: "PUT", url: "https://contoso-settings.azconfig.io/kv/new?api-version=1.0", body: "{}" },
  ],
  [
    "cosmos-allowed",
    {
      method: "POST",
      url: "https://contoso-shop.documents.azure.com/dbs/shop/colls/orders/docs",
      body: '{"id":"1002","customer":"megan"}',
    },
  ],
  [
    "openai-allowed",
    {
      method: "POST",
      url: "https://contoso-ai.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
      body: '{"messages":[{"role":"user","content":"lab"}]}',
    },
  ],
  [
    "foundry-allowed",
    {
      method: "DELETE",
      url: "https://contoso-agents.services.ai.azure.com/api/projects/shop/assistants/asst_helper?api-version=v1",
    },
  ],
  [
    "ai-search-allowed",
    {
      method: "POST",
      url: "https://contoso-search.search.windows.net/indexes/products/docs/index?api-version=2024-07-01",
      body: '{"value":[{"sku":"bike-8"}]}',
    },
  ],
  [
    "log-ingestion-allowed",
    {
      method: "POST",
      url: `${RULE}/streams/Custom-Orders_CL?api-version=2023-01-01`,
      body: '[{"order":1002}]',
    },
  ],
];

test.each(ACTING)("%s: the hash does change when a request really acts", async (name, request) => {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = findScenario(name);
  const match = scenario === undefined ? undefined : matchTarget(scenario.targets[0] ?? "");
  if (scenario === undefined || match === undefined || !("target" in match)) throw new Error(name);
  const lab = await startLab(mayDoEverything(scenario), { azurite: false });
  try {
    const before = await lab.dataHash();
    const call = await labCaller(lab, match.target.scope.replace(/\/\.default$/, ""));
    const { status } = await call(request);
    expect(status).toBeLessThan(300);
    expect(await lab.dataHash()).not.toBe(before);
  } finally {
    await lab.close();
  }
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
