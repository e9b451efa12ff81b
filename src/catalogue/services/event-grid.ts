import { below, shownAs } from "../host-forms.ts";
import type { ProbeDefinition, ServiceDefinition } from "../service-definition.ts";
import { singleProbe } from "./single-probe.ts";

/** `<topic>.<region>-1` (dataplane.md section 2). */
const TOPIC = /^([A-Za-z0-9-]{3,50})\.[a-z0-9]+-1$/;

/**
 * It knows no operation but publishing, and every request that could be refused could also be taken (dataplane.md
 * section 13).
 */
const publish: ProbeDefinition = {
  level: "write",
  action: "Microsoft.EventGrid/events/send/action",
  roles: [{ name: "EventGrid Data Sender", id: "d5a91429-5739-47e2-a06b-3470a27159e7" }],
  ask: { kind: "none", why: "publishing cannot be tried without publishing" },
  verdicts: [],
};

const topics = singleProbe({
  name: "event-grid",
  title: "Event Grid topics and domains",
  example: "https://<topic>.<region>-1.eventgrid.azure.net",
  hosts: {
    public: shownAs("<name>.<region>-1", below(TOPIC, "eventgrid.azure.net")),
    usgov: shownAs("<name>.<region>-1", below(TOPIC, "eventgrid.azure.us")),
    china: shownAs("<name>.<region>-1", below(TOPIC, "eventgrid.azure.cn")),
  },
  audience: {
    public: "https://eventgrid.azure.net",
    usgov: "https://eventgrid.azure.us",
    china: "https://eventgrid.azure.cn",
  },
  unverifiedAudience: ["usgov", "china"],
  armType: "Microsoft.EventGrid/topics",
  probes: [],
  guidance:
    "Publishing cannot be tried without publishing. The identity needs EventGrid Data Sender (d5a91429-5739-47e2-a06b-3470a27159e7) on the topic or domain; EventGrid Contributor does not publish.",
});

export const eventGrid: ServiceDefinition = { ...topics, probes: [publish] };
