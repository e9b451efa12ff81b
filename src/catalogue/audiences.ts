import { CLOUDS } from "../model/words.ts";
import { matchHosts } from "./match-target.ts";
import { services } from "./services/index.ts";

/** Resources by the id of their app, as `aud` has them at times (dataplane.md section 1.1), and older names. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "00000003-0000-0000-c000-000000000000": "https://graph.microsoft.com",
  "797f4846-ba00-4fd7-ba43-dac1f8f63013": "https://management.azure.com",
  "https://management.core.windows.net": "https://management.azure.com",
  "e406a681-f3d4-42a8-90b6-c2b029497af1": "https://storage.azure.com",
  "cfa8b339-82a2-471a-a3c9-0fc0be7a4093": "https://vault.azure.net",
  "880da380-985e-4198-81b9-e05b1cc53158": "https://search.azure.com",
  "7d312290-28c8-473c-a0ed-8e53749b6d6d": "https://cognitiveservices.azure.com",
  "f8202e39-5162-4378-8714-8018bb911e5c": "https://cosmos.azure.com",
  "80369ed6-5f11-4dd9-bef3-692475845e77": "https://eventhubs.azure.net",
  "80a10ef9-8168-493d-abf9-3297c4ef6e3c": "https://servicebus.azure.net",
  "35ffadb3-7fc1-497e-b61b-381d28e744cc": "https://appconfig.azure.com",
  "https://azconfig.io": "https://appconfig.azure.com",
  "76c92352-c057-4cc2-9b1e-f34c32bc58bd": "https://containerregistry.azure.net",
  "cdad765c-f191-43ba-b9f5-7aef392f811d": "https://signalr.azure.com",
  "123cd850-d9df-40bd-94d5-c9f07b7fa203": "https://ossrdbms-aad.database.windows.net",
  "632ec9eb-fad7-4cbd-993a-e72973ba2acc": "https://communication.azure.com",
};

/** Titles of the services that take tokens for an audience; none for one that credprobe does not know. */
export function servicesFor(audience: string): string[] {
  const given = plain(audience);
  const wanted = Object.hasOwn(OTHER_NAMES, given) ? (OTHER_NAMES[given] ?? given) : given;
  const byName = services.filter((service) =>
    CLOUDS.some((cloud) => {
      const own = service.audience[cloud];
      return typeof own === "string" && own !== "" && plain(own) === wanted;
    }),
  );
  const host = URL.canParse(wanted) ? new URL(wanted).hostname : "";
  const found = byName.length > 0 ? byName : matchHosts(host).map(({ service }) => service);
  return [...new Set(found.map(({ title }) => title))];
}

/** As they are compared: a slash at the end survives into `aud` (chain.md section 6). */
function plain(audience: string): string {
  return audience.toLowerCase().replace(/^spn:/, "").replace(/\/+$/, "");
}
