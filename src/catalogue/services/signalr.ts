import { below } from "../host-forms.ts";
import type { ServiceDefinition } from "../service-definition.ts";
import { allowedBy, firstSegment, singleProbe, unclear } from "./single-probe.ts";

const NAME = /^([a-z][a-z0-9-]{1,61}[a-z0-9])$/;
const HUB = firstSegment("hub", /^[A-Za-z][\w`,.[\]]{0,127}$/);

/** Header of the answer in the source of Microsoft's own emulator (azure-signalr, Microsoft.Azure.SignalR.Emulator). */
const NO_SUCH_USER = "Warning.User.NotExisted";
const ROLE_OR_NETWORK =
  "A missing role and a rule of its network access control are refused alike, and an answer to HEAD says no more.";

/** Whether a user that does not exist is connected to a hub: asked by HEAD, which both services know. */
function isConnected(version: string, resource: string, roles: readonly { name: string; id: string }[]) {
  return {
    level: "read" as const,
    action: `Microsoft.SignalRService/${resource}/user/read`,
    roles,
    request: ({ scope, random }: { scope: { named: boolean; name: string }; random: string }) => ({
      method: "HEAD" as const,
      path: `/api/hubs/${scope.named ? scope.name : "azcredprobe"}/users/${random}?api-version=${version}`,
      headers: {},
    }),
    // A 404 of anything in between has no such header.
    answers: [allowedBy(404, NO_SUCH_USER), unclear(403, ROLE_OR_NETWORK)],
  };
}

export const signalr: ServiceDefinition = singleProbe({
  name: "signalr",
  title: "SignalR Service",
  example: "https://<name>.service.signalr.net",
  hosts: {
    public: below(NAME, "service.signalr.net"),
    usgov: below(NAME, "signalr.azure.us"),
    china: below(NAME, "signalr.azure.cn"),
  },
  audience: {
    public: "https://signalr.azure.com",
    usgov: "https://signalr.azure.us",
    china: "https://signalr.azure.cn",
  },
  unverifiedAudience: ["usgov", "china"],
  armType: "Microsoft.SignalRService/SignalR",
  part: HUB,
  probes: [
    isConnected("2022-06-01", "SignalR", [
      { name: "SignalR REST API Reader", id: "ddde6b66-c0df-4114-a159-3618637b3035" },
      { name: "SignalR REST API Owner", id: "fd53cd77-2268-407a-8f46-7e7863d0f521" },
      { name: "SignalR Service Owner", id: "7e4f1700-ea5a-4f59-8f37-079cfe29dce3" },
    ]),
  ],
});

export const webPubSub: ServiceDefinition = singleProbe({
  name: "web-pubsub",
  title: "Web PubSub",
  example: "https://<name>.webpubsub.azure.com",
  hosts: {
    public: below(NAME, "webpubsub.azure.com"),
    usgov: below(NAME, "webpubsub.azure.us"),
    china: below(NAME, "webpubsub.azure.cn"),
  },
  audience: {
    public: "https://webpubsub.azure.com",
    usgov: "https://webpubsub.azure.us",
    china: "https://webpubsub.azure.cn",
  },
  unverifiedAudience: ["usgov", "china"],
  armType: "Microsoft.SignalRService/WebPubSub",
  part: HUB,
  probes: [
    isConnected("2024-01-01", "WebPubSub", [
      { name: "Web PubSub Service Reader", id: "bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf" },
      { name: "Web PubSub Service Owner", id: "12cf5a90-567b-43ae-8102-96cf46c7d9b4" },
    ]),
  ],
});
