import { below, shownAs } from "../host-forms.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

/** `<name>.api.<region>` (dataplane.md section 2). */
const INSTANCE = /^([A-Za-z0-9-]{3,63})\.api\.[a-z0-9]+$/;
const SHOWN = "<name>.api.<region>";
const API = "api-version=2023-10-31";
const OWNER = { name: "Azure Digital Twins Data Owner", id: "bcd981a7-7f74-457b-83e1-cceb9e632ffe" };
const READER = { name: "Azure Digital Twins Data Reader", id: "d57506d4-4c8d-48b1-8587-93c323f6a5a3" };

export const digitalTwins = singleProbe({
  name: "digital-twins",
  title: "Azure Digital Twins",
  example: "https://<name>.api.<region>.digitaltwins.azure.net",
  hosts: {
    public: shownAs(SHOWN, below(INSTANCE, "digitaltwins.azure.net")),
    usgov: shownAs(SHOWN, below(INSTANCE, "digitaltwins.azure.us")),
    china: [],
  },
  audience: {
    public: "https://digitaltwins.azure.net",
    usgov: "https://digitaltwins.azure.us",
    china: "https://digitaltwins.azure.net",
  },
  armType: "Microsoft.DigitalTwins/digitalTwinsInstances",
  probes: [
    {
      level: "read",
      action: "Microsoft.DigitalTwins/digitaltwins/read",
      roles: [READER, OWNER],
      request: ({ random }) => get(`/digitaltwins/${random}?${API}`),
      answers: [allowedBy(404, "DigitalTwinNotFound")],
    },
    {
      level: "delete",
      action: "Microsoft.DigitalTwins/digitaltwins/delete",
      roles: [OWNER],
      request: ({ random }) => ({ method: "DELETE", path: `/digitaltwins/${random}?${API}`, headers: {} }),
      answers: [allowedBy(404, "DigitalTwinNotFound")],
    },
  ],
});
