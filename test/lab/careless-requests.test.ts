import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { IN_GROUP, SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import { REGISTRY_MARKER } from "../../src/lab/servers/services/container-registry.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { built } from "../support/built.ts";
import { labCaller, type CallerRequest } from "../support/lab-caller.ts";
import { ALLOWED, mayDoEverything } from "../support/may-do-everything.ts";

type Call = Awaited<ReturnType<typeof labCaller>>;

const GROUP = IN_GROUP.replace(/\/providers$/, "");

/** As the registry gives one to whoever may do that. */
function registryToken(word: string): string {
  const claims = { access: [{ type: "repository", name: "shop/web", actions: [word] }] };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${REGISTRY_MARKER}`;
}

const RULE =
  "https://dce-contoso-k3f2.westeurope-1.ingest.monitor.azure.com/dataCollectionRules/dcr-2f0b8a64c1d94e7f9a3b5c6d7e8f9012";

/** For each service a request that acts; more of storage and of messages is in tests of their own. */
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
  [
    "arm-allowed",
    {
      method: "PUT",
      url: `https://management.azure.com${GROUP}/providers/Microsoft.Authorization/roleAssignments/5f0d8a0e-8c7a-4b57-9f10-0a6d3c1be9a4?api-version=2022-04-01`,
      body: "{}",
    },
  ],
  [
    "kusto-allowed",
    {
      method: "POST",
      url: "https://contoso.westeurope.kusto.windows.net/v1/rest/mgmt",
      body: '{"csl":".drop table t"}',
    },
  ],
  [
    "signalr-allowed",
    { method: "POST", url: "https://contoso-live.service.signalr.net/api/hubs/chat/:send" },
  ],
  [
    "web-pubsub-allowed",
    { method: "POST", url: "https://contoso-push.webpubsub.azure.com/api/hubs/chat/:send" },
  ],
  [
    "databricks-allowed",
    { method: "POST", url: "https://adb-1234567890123456.7.azuredatabricks.net/api/2.0/token/create" },
  ],
  ["azure-devops-allowed", { method: "POST", url: "https://dev.azure.com/contoso/_apis/projects" }],
  [
    "digital-twins-allowed",
    { method: "PUT", url: "https://contoso-twins.api.weu.digitaltwins.azure.net/digitaltwins/room" },
  ],
  ["iot-hub-allowed", { method: "PUT", url: "https://contoso-hub.azure-devices.net/devices/pump" }],
  [
    "device-provisioning-allowed",
    { method: "PUT", url: "https://contoso-dps.azure-devices-provisioning.net/enrollments/pump" },
  ],
  [
    "synapse-allowed",
    { method: "DELETE", url: "https://contoso-synapse.dev.azuresynapse.net/pipelines/nightly" },
  ],
  [
    "maps-allowed",
    { method: "POST", url: "https://atlas.microsoft.com/mapData", headers: { "x-ms-client-id": "lab" } },
  ],
  ["communication-allowed", { method: "POST", url: "https://contoso-acs.communication.azure.com/sms" }],
  ["purview-allowed", { method: "PUT", url: "https://contoso-purview.purview.azure.com/collections/more" }],
  [
    "service-bus-allowed",
    { method: "POST", url: "https://sb-contoso.servicebus.windows.net/orders/messages", body: "order 3" },
  ],
  [
    "event-hubs-allowed",
    {
      method: "POST",
      url: "https://evhns-contoso.servicebus.windows.net/telemetry/messages",
      body: "event 4",
    },
  ],
  // Its API has no operation that changes anything; what would be none of its queries is noted all the same.
  [
    "log-query-allowed",
    {
      method: "POST",
      url: "https://api.loganalytics.io/v1/workspaces/b4f7c0de-52f4-4c1b-9d0e-6a1f0c7e9a11/query",
      body: '{"query":".drop table t"}',
    },
  ],
  [
    "graph-allowed",
    {
      method: "DELETE",
      url: `https://graph.microsoft.com/v1.0/servicePrincipals/${SYSTEM_IDENTITY.objectId}`,
    },
  ],
  [
    "container-registry-allowed",
    {
      method: "DELETE",
      url: "https://contosoimages.azurecr.io/v2/shop/web/manifests/latest",
      headers: { authorization: `Bearer ${registryToken("delete")}` },
    },
  ],
  [
    "blob-allowed",
    { method: "PUT", url: "https://contosodata.blob.core.windows.net/more?restype=container" },
  ],
  ["queue-allowed", { method: "PUT", url: "https://contosodata.queue.core.windows.net/more" }],
  [
    "table-allowed",
    {
      method: "POST",
      url: "https://contosodata.table.core.windows.net/Tables",
      headers: { "content-type": "application/json" },
      body: '{"TableName":"more"}',
    },
  ],
  [
    "files-allowed",
    {
      method: "PUT",
      url: "https://contosodata.file.core.windows.net/scans/new",
      headers: { "x-ms-file-request-intent": "backup", "x-ms-type": "file", "x-ms-content-length": "0" },
    },
  ],
  [
    "data-lake-allowed",
    { method: "PUT", url: "https://contosodata.dfs.core.windows.net/raw/new?resource=file" },
  ],
];

test("every service has a request that acts", () => {
  const serviceOf = (name: string) => findScenario(name)?.resources[0]?.service;
  const acting = new Set(ACTING.map(([name]) => serviceOf(name)));
  const services = ALLOWED.flatMap(({ resources }) => resources.map(({ service }) => service));
  expect(services.filter((one) => !acting.has(one))).toEqual([]);
});

/** A lab whose identity may do everything, and that identity as a program which minds nothing. */
async function withCaller(
  name: string,
  use: (lab: RunningLab, call: Call) => Promise<void>,
  azurite = false,
) {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = findScenario(name);
  const { args = [], targets: [target = ""] = [] } = scenario ?? {};
  const service = args.includes("--service") ? args[args.indexOf("--service") + 1] : undefined;
  const match = matchTarget(target, service);
  if (scenario === undefined || !("target" in match)) throw new Error(name);
  const lab = await startLab(mayDoEverything(scenario), { azurite: azurite && "wait" });
  try {
    await use(lab, await labCaller(lab, match.target.scope.replace(/\/\.default$/, "")));
  } finally {
    await lab.close();
  }
}

test.each(ACTING)("%s: a request that really acts is noticed", async (name, request) => {
  await withCaller(name, async (lab, call) => {
    const before = await lab.dataHash();
    const { status } = await call(request);
    expect(status).toBeLessThan(300);
    expect(await lab.dataHash()).not.toBe(before);
    const { pathname, search } = new URL(request.url);
    const what = `${lab.scenario.resources[0]?.service}: ${request.method} ${pathname}${search}`;
    expect(await lab.acts()).toEqual({ judged: 1, changes: [what] });
  });
});

test.each([
  ["with Azurite", true],
  ["with the gate alone", false],
])("what is created and deleted again is noticed, %s", async (_, azurite) => {
  const url = "https://contosodata.blob.core.windows.net/azcredprobe-0?restype=container";
  await withCaller(
    "blob-allowed",
    async (lab, call) => {
      expect(lab.storageBackend).toBe(azurite ? "azurite" : "gate");
      const before = await lab.dataHash();
      expect((await call({ method: "PUT", url })).status).toBe(201);
      expect((await call({ method: "DELETE", url })).status).toBe(202);
      expect((await call({ method: "GET", url })).status).toBe(404);
      // The very hole of a look at the end.
      if (!azurite) expect(await lab.dataHash()).toBe(before);
      const what = (method: string) => `blob: ${method} /azcredprobe-0?restype=container`;
      expect(await lab.acts()).toEqual({ judged: 3, changes: [what("PUT"), what("DELETE")] });
    },
    azurite,
  );
});
