import { below } from "../host-forms.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

/** A resource, or a resource and the place of its data. */
const NAME = /^([A-Za-z0-9][A-Za-z0-9-]{0,62})(?:\.[a-z]+)?$/;

export const communication = singleProbe({
  name: "communication",
  title: "Communication Services",
  example: "https://<name>.communication.azure.com",
  hosts: {
    public: below(NAME, "communication.azure.com"),
    usgov: below(NAME, "communication.azure.us"),
    china: [],
  },
  // The SDKs ask with two slashes, and `aud` then ends in one.
  audience: {
    public: "https://communication.azure.com/",
    usgov: "https://communication.azure.us/",
    china: "https://communication.azure.com/",
  },
  unverifiedAudience: ["usgov"],
  armType: "Microsoft.Communication/CommunicationServices",
  probes: [
    {
      level: "read",
      action: "Microsoft.Communication/CommunicationServices/read",
      isControlPlane: true,
      roles: [{ name: "Contributor", id: "b24988ac-6180-42a0-ab88-20f7382dd24c" }],
      request: () => get("/phoneNumbers?api-version=2022-12-01&top=1"),
      answers: [allowedBy(200)],
    },
  ],
  roleNote: "It has no role for data alone: its operations ask for Contributor's actions on the resource.",
});
