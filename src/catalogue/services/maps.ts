import type { PartDefinition } from "../service-definition.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** All accounts share one host: a header names the account, by a client id of its own. */
const ACCOUNT: PartDefinition = {
  word: "account-client-id",
  pattern: GUID,
  parse(path, random) {
    const name = path.split("/").find((part) => GUID.test(part));
    return name === undefined
      ? { kind: "unnamed", name: random, named: false }
      : { kind: "account", name, named: true };
  },
};

export const maps = singleProbe({
  name: "maps",
  title: "Azure Maps",
  example: "https://atlas.microsoft.com/<account-client-id>",
  hosts: {
    public: [
      { host: "atlas.microsoft.com" },
      { host: "us.atlas.microsoft.com" },
      { host: "eu.atlas.microsoft.com" },
    ],
    usgov: [{ host: "atlas.azure.us" }],
    china: [],
  },
  audience: {
    public: "https://atlas.microsoft.com",
    usgov: "https://atlas.azure.us",
    china: "https://atlas.microsoft.com",
  },
  armType: "Microsoft.Maps/accounts",
  part: ACCOUNT,
  probes: [
    {
      level: "read",
      action: "Microsoft.Maps/accounts/services/data/read",
      kinds: ["account", "unnamed"],
      roles: [
        { name: "Azure Maps Search and Render Data Reader", id: "6be48352-4f82-47c9-ad5e-0acacefdb005" },
        { name: "Azure Maps Data Reader", id: "423170ca-a8f6-4b0f-8487-9e4eb8f49bfa" },
        { name: "Azure Maps Data Contributor", id: "8f5e0ce6-4f7b-4dcf-bddf-e6f48634a204" },
      ],
      request: ({ scope }) => get("/timezone/iana?api-version=1.0", { "x-ms-client-id": scope.name }),
      answers: [allowedBy(200)],
    },
  ],
});
