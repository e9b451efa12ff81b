import { below } from "../host-forms.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

export const purview = singleProbe({
  name: "purview",
  title: "Microsoft Purview",
  example: "https://<account>.purview.azure.com",
  hosts: {
    public: below(/^([A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9])$/, "purview.azure.com"),
    usgov: [],
    china: [],
  },
  audience: {
    public: "https://purview.azure.net",
    usgov: "https://purview.azure.net",
    china: "https://purview.azure.net",
  },
  armType: "Microsoft.Purview/accounts",
  ownRoles: true,
  // dataplane.md knows nothing of it.
  refusalsUnknown: true,
  probes: [
    {
      level: "read",
      action: "Microsoft.Purview/accounts/collection/read",
      roles: [{ name: "Data reader of a collection", id: "data-reader" }],
      request: () => get("/account/collections?api-version=2019-11-01-preview"),
      answers: [allowedBy(200)],
    },
  ],
  guidance:
    "Nothing here was documented or recorded where credprobe could take it from: hosts, audience, request and role are told from experience, an answer with data is taken for a permission, and no refusal is taken for more than a refusal.",
  roleNote: "Its collections have roles of their own; Azure roles open the account, not the map.",
  grant: ({ objectId = "<object-id>" }) => ({
    what: `Add ${objectId} as a data reader of the collection, in the Purview portal (Data Map, Collections, Role assignments).`,
    commands: [],
  }),
});
