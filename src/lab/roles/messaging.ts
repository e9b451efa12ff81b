import type { Role } from "./role.ts";

const BUS = "Microsoft.ServiceBus";
const HUBS = "Microsoft.EventHub";

export const MESSAGING_ROLES = {
  "Azure Service Bus Data Receiver": {
    id: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
    actions: [`${BUS}/*/queues/read`, `${BUS}/*/topics/read`, `${BUS}/*/topics/subscriptions/read`],
    dataActions: [`${BUS}/*/receive/action`],
  },
  "Azure Service Bus Data Sender": {
    id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
    actions: [`${BUS}/*/queues/read`, `${BUS}/*/topics/read`, `${BUS}/*/topics/subscriptions/read`],
    dataActions: [`${BUS}/*/send/action`],
  },
  "Azure Service Bus Data Owner": {
    id: "090c5cfd-751d-490a-894a-3ce6f1109419",
    actions: [`${BUS}/*`],
    dataActions: [`${BUS}/*`],
  },
  "Azure Event Hubs Data Receiver": {
    id: "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
    actions: [`${HUBS}/*/eventhubs/consumergroups/read`],
    dataActions: [`${HUBS}/*/receive/action`],
  },
  "Azure Event Hubs Data Sender": {
    id: "2b629674-e913-4c01-ae53-ef4638d8f975",
    actions: [`${HUBS}/*/eventhubs/read`],
    dataActions: [`${HUBS}/*/send/action`],
  },
  "Azure Event Hubs Data Owner": {
    id: "f526a384-b230-433a-b45c-95f59c4a2dec",
    actions: [`${HUBS}/*`],
    dataActions: [`${HUBS}/*`],
  },
} as const satisfies Record<string, Role>;
