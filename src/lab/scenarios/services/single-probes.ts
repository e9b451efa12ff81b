import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabResource } from "../../lab-resource.ts";
import type { RoleName } from "../../roles.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";
import { serviceScenarios, SITUATIONS, type ServiceCase, type Situation } from "../service-scenarios.ts";

/** Nobody knows what these answer in the other situations; the common table says `inferred` there, or nothing. */
const UNKNOWN: readonly Situation[] = ["wrong-audience", "wrong-tenant", "token-expired", "not-found"];

const GUID = "5b3f9d61-6f0f-4f3e-9a57-0d8f5b9f7c11";

interface Row {
  readonly service: LabResource["service"];
  readonly title: string;
  readonly name: string;
  readonly target: string;
  readonly role: RoleName;
  readonly expect?: ServiceCase["expect"];
  readonly without?: readonly Situation[];
}

/** One answer for a missing role and something else. */
const UNCLEAR = { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] } as const;

const ROWS: readonly Row[] = [
  {
    service: "kusto",
    title: "Data Explorer",
    name: "contoso",
    target: "https://contoso.westeurope.kusto.windows.net/telemetry",
    role: "Kusto viewer (of the database)",
  },
  {
    service: "signalr",
    title: "SignalR Service",
    name: "contoso-live",
    target: "https://contoso-live.service.signalr.net",
    role: "SignalR REST API Reader",
    // A HEAD has no body that could tell them apart.
    expect: { "denied-rbac": UNCLEAR, "denied-network": UNCLEAR },
  },
  {
    service: "web-pubsub",
    title: "Web PubSub",
    name: "contoso-push",
    target: "https://contoso-push.webpubsub.azure.com",
    role: "Web PubSub Service Reader",
    expect: { "denied-rbac": UNCLEAR, "denied-network": UNCLEAR },
  },
  {
    service: "databricks",
    title: "Databricks",
    name: "adb-1234567890123456.7",
    target: "https://adb-1234567890123456.7.azuredatabricks.net",
    role: "Databricks user (of the workspace)",
  },
  {
    service: "azure-devops",
    title: "Azure DevOps",
    name: "contoso",
    target: "https://dev.azure.com/contoso",
    role: "DevOps member (of the organization)",
    without: ["denied-network"],
  },
  {
    service: "digital-twins",
    title: "Digital Twins",
    name: "contoso-twins",
    target: "https://contoso-twins.api.weu.digitaltwins.azure.net",
    role: "Azure Digital Twins Data Reader",
  },
  {
    service: "iot-hub",
    title: "IoT Hub",
    name: "contoso-hub",
    target: "https://contoso-hub.azure-devices.net",
    role: "IoT Hub Data Reader",
    expect: { "denied-rbac": UNCLEAR },
  },
  {
    service: "device-provisioning",
    title: "Device Provisioning",
    name: "contoso-dps",
    target: "https://contoso-dps.azure-devices-provisioning.net",
    role: "Device Provisioning Service Data Reader",
    expect: { "denied-rbac": UNCLEAR },
  },
  {
    service: "synapse",
    title: "Synapse",
    name: "contoso-synapse",
    target: "https://contoso-synapse.dev.azuresynapse.net",
    role: "Synapse Artifact User (of the workspace)",
  },
  {
    service: "maps",
    title: "Maps",
    name: "maps-contoso",
    target: `https://atlas.microsoft.com/${GUID}`,
    role: "Azure Maps Data Reader",
    without: ["denied-network"],
  },
  {
    service: "communication",
    title: "Communication Services",
    name: "contoso-acs",
    target: "https://contoso-acs.communication.azure.com",
    role: "Contributor",
  },
  {
    service: "purview",
    title: "Purview",
    name: "contoso-purview",
    target: "https://contoso-purview.purview.azure.com",
    role: "Purview data reader (of a collection)",
    expect: { "denied-rbac": UNCLEAR, "denied-network": UNCLEAR },
  },
];

/** A part that is not named: a role on one would not show. */
const UNNAMED: readonly (Row & { readonly situation: Situation })[] = [
  {
    ...{ service: "kusto", title: "Data Explorer, no database named", name: "contoso" },
    target: "https://contoso.westeurope.kusto.windows.net",
    ...{ role: "Kusto viewer (of the database)", situation: "denied-rbac" },
  },
  {
    ...{ service: "azure-devops", title: "Azure DevOps, no organization named", name: "contoso" },
    target: "https://dev.azure.com",
    ...{ role: "DevOps member (of the organization)", situation: "denied-rbac" },
  },
];
const NAME_IT = { exitCode: 4, verdict: "inconclusive", findings: ["name-the-part"] } as const;

export const singleProbeScenarios: readonly Scenario[] = [
  ...ROWS.flatMap(({ service, title, name, target, role, expect = {}, without = [] }) =>
    serviceScenarios({
      title,
      resource: { service, name, data: {} },
      target,
      role,
      expect,
      without: [...UNKNOWN, ...without],
    }),
  ),
  ...UNNAMED.flatMap(({ service, title, name, target, role, situation }) =>
    serviceScenarios({
      ...{ title, target, role },
      variant: "unnamed",
      resource: { service, name, data: {} },
      expect: { [situation]: NAME_IT },
      without: SITUATIONS.filter((one) => one !== situation),
    }),
  ),
  ...(["read", "write"] as const).map((access) =>
    defineScenario({
      name: `event-grid-${access}`,
      title: `Event Grid: what it may do there cannot be asked (--access ${access})`,
      story: "The identity may publish to the topic. Nothing but an event that is published would show that.",
      env: LINUX_ENVIRONMENT,
      files: AZURE_VM_FILES,
      targets: ["https://contoso-events.westeurope-1.eventgrid.azure.net"],
      args: ["--access", access],
      identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
      resources: [{ service: "event-grid", name: "contoso-events", data: {} }],
      assignments: [
        {
          principalId: SYSTEM_IDENTITY.objectId,
          role: "EventGrid Data Sender",
          resource: "contoso-events",
        },
      ],
      expect: {
        exitCode: 4,
        winner: { state: "won", link: "managed-identity-system" },
        outcomes: { "managed-identity-system": "succeeded" },
        verdicts: access === "read" ? [] : [{ link: "managed-identity-system", verdict: "not-tested" }],
        findings: ["permission-not-askable"],
      },
    }),
  ),
];
