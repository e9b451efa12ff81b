import type { LabResource } from "../../lab-resource.ts";
import { dataAction, type Permission } from "../../roles/role.ts";
import type { LabReply, LabRequest, LabService, Refusal } from "../lab-service.ts";
import { leaveTrace } from "../leave-trace.ts";
import { isRead } from "../storage-endpoint.ts";

/** What is special about a service that little is known of (dataplane.md section 20). */
interface SingleProbeLab {
  readonly armType: string;
  hosts(resource: LabResource): readonly string[];
  audiences(resource: LabResource): readonly string[];
  readonly permission: Permission;
  /** The answer to a caller who may. */
  allowed(request: LabRequest): LabReply;
  readonly role?: LabReply;
  readonly badToken?: LabReply;
}

function failure(status: number, code: string, message: string): LabReply {
  return { status, body: { error: { code, message } } };
}

function service(special: SingleProbeLab): LabService {
  const refuse = (why: Refusal): LabReply => {
    switch (why) {
      case "network":
        return failure(403, "Forbidden", "Public network access to this resource is disabled.");
      case "throttled":
        return { ...failure(429, "TooManyRequests", "Slow down."), headers: { "Retry-After": "1" } };
      case "role":
        return special.role ?? failure(403, "Forbidden", "The principal lacks a permission.");
      default:
        return special.badToken ?? failure(401, "Unauthorized", "The token is not accepted.");
    }
  };
  return {
    ...special,
    permissions: () => [special.permission],
    part: () => undefined,
    refuse,
    act: ({ request }, state) => {
      const reply = special.allowed(request);
      if (isRead(request) || isQuery(request)) return reply;
      // To delete what is not there changes nothing; to put it there does.
      if (request.method === "DELETE" && reply.status >= 300) return reply;
      leaveTrace(state, request);
      return reply.status === 404 ? { status: 202 } : reply;
    },
  };
}

function isQuery({ url }: LabRequest): boolean {
  return url.pathname === "/v1/rest/query";
}

const found =
  (body: object): (() => LabReply) =>
  () => ({ status: 200, body });
const missing = (code: string) => () => failure(404, code, "It does not exist.");
const below =
  (suffix: string) =>
  ({ name }: LabResource) => [`${name}.${suffix}`];

export const kusto = service({
  armType: "Microsoft.Kusto/clusters",
  hosts: below("westeurope.kusto.windows.net"),
  audiences: ({ name }) => [`https://${name}.westeurope.kusto.windows.net`],
  permission: dataAction("Microsoft.Kusto/lab/viewer"),
  allowed: found({ Tables: [{ TableName: "Table_0", Rows: [[""]] }] }),
  role: {
    status: 403,
    body: {
      error: {
        code: "Forbidden",
        message: "Principal is not authorized to read the database.",
        "@permanent": true,
      },
    },
  },
});

/** As the emulator of SignalR Service says it. */
const noUser = (): LabReply => ({ status: 404, headers: { "x-ms-error-code": "Warning.User.NotExisted" } });

export const signalr = service({
  armType: "Microsoft.SignalRService/SignalR",
  hosts: below("service.signalr.net"),
  audiences: () => ["https://signalr.azure.com"],
  permission: dataAction("Microsoft.SignalRService/SignalR/user/read"),
  allowed: noUser,
});

export const webPubSub = service({
  armType: "Microsoft.SignalRService/WebPubSub",
  hosts: below("webpubsub.azure.com"),
  audiences: () => ["https://webpubsub.azure.com"],
  permission: dataAction("Microsoft.SignalRService/WebPubSub/user/read"),
  allowed: noUser,
});

export const databricks = service({
  armType: "Microsoft.Databricks/workspaces",
  hosts: below("azuredatabricks.net"),
  audiences: () => ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"],
  permission: dataAction("Microsoft.Databricks/lab/user"),
  allowed: found({ id: "1", userName: "lab" }),
  role: {
    status: 403,
    body: { error_code: "PERMISSION_DENIED", message: "User is not a member of this workspace." },
  },
});

export const azureDevOps = service({
  armType: "Microsoft.VisualStudio/account",
  hosts: () => ["dev.azure.com"],
  audiences: () => ["499b84ac-1321-427f-aa17-267ca6975798"],
  permission: dataAction("Microsoft.VisualStudio/lab/member"),
  allowed: ({ url }) =>
    url.pathname.startsWith("/contoso/") ? { status: 200, body: { authenticatedUser: {} } } : { status: 404 },
  role: { status: 401, body: "TF400813: The user is not authorized to access this resource." },
  badToken: { status: 203, headers: { "Content-Type": "text/html" }, body: "<html>Sign in</html>" },
});

export const digitalTwins = service({
  armType: "Microsoft.DigitalTwins/digitalTwinsInstances",
  hosts: below("api.weu.digitaltwins.azure.net"),
  audiences: () => ["https://digitaltwins.azure.net"],
  permission: dataAction("Microsoft.DigitalTwins/digitaltwins/read"),
  allowed: missing("DigitalTwinNotFound"),
});

const IOT_REFUSAL: LabReply = {
  status: 401,
  body: { Message: "ErrorCode:IotHubUnauthorizedAccess;Unauthorized", ExceptionMessage: "" },
};

export const iotHub = service({
  armType: "Microsoft.Devices/IotHubs",
  hosts: below("azure-devices.net"),
  audiences: () => ["https://iothubs.azure.net"],
  permission: dataAction("Microsoft.Devices/IotHubs/devices/read"),
  allowed: () => ({
    status: 404,
    headers: { "iothub-errorcode": "DeviceNotFound" },
    body: { Message: "ErrorCode:DeviceNotFound;It does not exist.", ExceptionMessage: "" },
  }),
  role: IOT_REFUSAL,
  badToken: IOT_REFUSAL,
});

export const deviceProvisioning = service({
  armType: "Microsoft.Devices/provisioningServices",
  hosts: below("azure-devices-provisioning.net"),
  audiences: () => ["https://azure-devices-provisioning.net"],
  permission: dataAction("Microsoft.Devices/provisioningServices/enrollments/read"),
  allowed: () => ({ status: 404, body: { errorCode: 404_201, message: "Enrollment not found." } }),
  role: IOT_REFUSAL,
  badToken: IOT_REFUSAL,
});

export const synapse = service({
  armType: "Microsoft.Synapse/workspaces",
  hosts: below("dev.azuresynapse.net"),
  audiences: () => ["https://dev.azuresynapse.net"],
  permission: dataAction("Microsoft.Synapse/lab/artifacts"),
  allowed: found({ value: [] }),
});

export const maps = service({
  armType: "Microsoft.Maps/accounts",
  hosts: () => ["atlas.microsoft.com"],
  audiences: () => ["https://atlas.microsoft.com"],
  permission: dataAction("Microsoft.Maps/accounts/services/data/read"),
  allowed: ({ headers }) =>
    headers["x-ms-client-id"] === undefined
      ? failure(400, "BadRequest", "x-ms-client-id is missing.")
      : { status: 200, body: [] },
});

export const communication = service({
  armType: "Microsoft.Communication/CommunicationServices",
  hosts: below("communication.azure.com"),
  audiences: () => ["https://communication.azure.com"],
  permission: { name: "Microsoft.Communication/CommunicationServices/read", isData: false },
  allowed: found({ phoneNumbers: [] }),
});

export const purview = service({
  armType: "Microsoft.Purview/accounts",
  hosts: below("purview.azure.com"),
  audiences: () => ["https://purview.azure.net"],
  permission: dataAction("Microsoft.Purview/lab/read"),
  allowed: found({ value: [], count: 0 }),
});

/** It takes events, and knows nothing else. */
export const eventGrid = service({
  armType: "Microsoft.EventGrid/topics",
  hosts: below("westeurope-1.eventgrid.azure.net"),
  audiences: () => ["https://eventgrid.azure.net"],
  permission: dataAction("Microsoft.EventGrid/events/send/action"),
  allowed: ({ method }) => ({ status: method === "POST" ? 200 : 404 }),
});
