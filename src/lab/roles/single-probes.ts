import type { Role } from "./role.ts";

function dataRole(id: string, ...dataActions: readonly string[]): Role {
  return { id, actions: [], dataActions };
}

/** Roles of the services that little is known of; what a service gives by itself has a name that says so. */
export const SINGLE_PROBE_ROLES = {
  "SignalR REST API Reader": dataRole(
    "ddde6b66-c0df-4114-a159-3618637b3035",
    "Microsoft.SignalRService/SignalR/*/read",
  ),
  "Web PubSub Service Reader": dataRole(
    "bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf",
    "Microsoft.SignalRService/WebPubSub/*/read",
  ),
  "EventGrid Data Sender": dataRole(
    "d5a91429-5739-47e2-a06b-3470a27159e7",
    "Microsoft.EventGrid/events/send/action",
  ),
  "Azure Digital Twins Data Reader": dataRole(
    "d57506d4-4c8d-48b1-8587-93c323f6a5a3",
    "Microsoft.DigitalTwins/digitaltwins/read",
  ),
  "IoT Hub Data Reader": dataRole("b447c946-2db7-41ec-983d-d8bf3b1c77e3", "Microsoft.Devices/IotHubs/*/read"),
  "Device Provisioning Service Data Reader": dataRole(
    "10745317-c249-44a1-a5ce-3a4353c0bbd8",
    "Microsoft.Devices/provisioningServices/*/read",
  ),
  "Azure Maps Data Reader": dataRole(
    "423170ca-a8f6-4b0f-8487-9e4eb8f49bfa",
    "Microsoft.Maps/accounts/*/read",
  ),
  "Kusto viewer (of the database)": dataRole("viewer", "Microsoft.Kusto/lab/viewer"),
  "Databricks user (of the workspace)": dataRole("user", "Microsoft.Databricks/lab/user"),
  "DevOps member (of the organization)": dataRole("member", "Microsoft.VisualStudio/lab/member"),
  "Synapse Artifact User (of the workspace)": dataRole(
    "synapse-artifact-user",
    "Microsoft.Synapse/lab/artifacts",
  ),
  "Purview data reader (of a collection)": dataRole("data-reader", "Microsoft.Purview/lab/read"),
} satisfies Record<string, Role>;
