import { matchHosts, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { services } from "../../src/catalogue/services/index.ts";
import type { HostForm, ServiceDefinition } from "../../src/catalogue/service-definition.ts";
import { CLOUDS } from "../../src/model/words.ts";

/** Every form of hosts that any token may be sent to. */
export const FORMS = services.flatMap((service) =>
  CLOUDS.flatMap((cloud) => service.hosts[cloud].map((form) => ({ service, cloud, form }))),
);

/** What stands in front of a suffix in an ordinary host; none of its labels is anything but a name. */
const ORDINARY = [
  "contoso",
  "contoso-1",
  "contoso1",
  "contoso.z07",
  "contoso.westeurope",
  "contoso.westeurope-1",
];

export function ordinaryHost(form: HostForm): string | undefined {
  if ("host" in form) return form.host;
  const label = [...ORDINARY, "adb-1234567890.7", "contoso.api.weu"].find((one) => form.label.test(one));
  return label === undefined ? undefined : `${label}.${form.suffix}`;
}

/** All scopes that some service takes. */
export const SCOPES = [
  ...new Set(FORMS.map(({ service, cloud, form }) => scopeOf(service, cloud, ordinaryHost(form) ?? ""))),
];

export function scopeOf(
  { audience }: ServiceDefinition,
  cloud: (typeof CLOUDS)[number],
  host: string,
): string {
  const found = audience[cloud];
  return `${typeof found === "string" ? found : found(host)}/.default`;
}

/** Whether any token at all could be sent to a host. */
export function getsAToken(host: string): boolean {
  // What is no service's host gets none; that is quickly told.
  return (
    matchHosts(host).length > 0 &&
    SCOPES.some((scope) =>
      (["https:", "amqps:", "tds:"] as const).some((protocol) =>
        [443, 5671, 1433, 5432, 3306, 6380, 10000].some((port) =>
          mayReceiveToken({ protocol, host, port }, scope),
        ),
      ),
    )
  );
}

/** How many labels a resource's own part has, where it is not one: zones, regions, stages (dataplane.md section 2). */
const LABELS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(?:blob|queue|table|file|dfs)\.storage\.azure\.net$/, [2]],
  [/^ingest\.monitor\.azure\.|^eventgrid\.azure\.|databricks\./, [2]],
  [/^redis\.azure\.net$|^redisenterprise\.cache\.azure\.net$/, [2]],
  [/^digitaltwins\.azure\./, [3]],
  [/^kusto(?:mfa)?\.|^communication\.azure\./, [1, 2]],
];

/** Our own reading of a form, apart from the product's: its dots, how many labels stand before it, and plain names only. */
export function isOrdinary(form: HostForm, host: string): boolean {
  if ("host" in form) return host === form.host;
  const labels = host.split(".");
  const suffix = form.suffix.split(".");
  const own = labels.slice(0, labels.length - suffix.length);
  const [, counts] = LABELS.find(([pattern]) => pattern.test(form.suffix)) ?? [undefined, [1]];
  return (
    labels.slice(own.length).join(".") === form.suffix &&
    counts.includes(own.length) &&
    own.every((one) => /^(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(one))
  );
}

/** By our own reading of the forms of hosts: one that a token could belong to. */
export function isAnybodys(host: string): boolean {
  return FORMS.some(({ form }) => isOrdinary(form, host));
}
