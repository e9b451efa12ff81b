import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchHosts, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { services } from "../../src/catalogue/services/index.ts";
import type { HostForm, ServiceDefinition } from "../../src/catalogue/service-definition.ts";
import { CLOUDS } from "../../src/model/words.ts";

/** Every form of hosts that any token may be sent to. */
const FORMS = services.flatMap((service) =>
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

function ordinaryHost(form: HostForm): string | undefined {
  if ("host" in form) return form.host;
  const label = [...ORDINARY, "adb-1234567890.7", "contoso.api.weu"].find((one) => form.label.test(one));
  return label === undefined ? undefined : `${label}.${form.suffix}`;
}

/** All scopes that some service takes. */
const SCOPES = [
  ...new Set(FORMS.map(({ service, cloud, form }) => scopeOf(service, cloud, ordinaryHost(form) ?? ""))),
];

function scopeOf({ audience }: ServiceDefinition, cloud: (typeof CLOUDS)[number], host: string): string {
  const found = audience[cloud];
  return `${typeof found === "string" ? found : found(host)}/.default`;
}

/** Whether any token at all could be sent to a host. */
function getsAToken(host: string): boolean {
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

describe("every form of hosts", () => {
  test.each(FORMS.map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
    "%s in %s: an ordinary host is its own, and what looks like it is nobody's",
    (name, cloud, form) => {
      const host = ordinaryHost(form);
      if (host === undefined) throw new Error("no ordinary host fits its label");
      expect(matchHosts(host).map(({ service, cloud: found }) => `${service.name} ${found}`)).toContain(
        `${name} ${cloud}`,
      );
      const suffix = "host" in form ? form.host : form.suffix;
      for (const hostile of [
        `${host}.evil.test`,
        `evil${suffix}`,
        `${suffix}.evil.test`,
        `a.b.c.d.${suffix}`,
        `xn--contoso-9ya.${suffix}`,
        `${host}.`,
        `contoso.privatelink.${suffix}`,
        `-.${suffix}`,
        `con_toso.${suffix}`,
        host.replace(".", "%2e"),
      ]) {
        // In front of one suffix it may be an ordinary host of another service, which gets that one's tokens.
        const others = matchHosts(hostile).map(({ service }) => service.name);
        expect(others).not.toContain(name);
        if (FORMS.some((one) => one.service.name !== name && isOrdinary(one.form, hostile))) continue;
        expect(getsAToken(hostile), `token for ${hostile}`).toBe(false);
      }
    },
  );

  test.each(FORMS.map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
    "%s in %s: of all tokens that exist here it gets those of its own audience only",
    (_, __, form) => {
      const host = ordinaryHost(form) ?? "";
      const own = matchHosts(host).map((one) => scopeOf(one.service, one.cloud, host));
      for (const scope of SCOPES.filter((one) => !own.includes(one))) {
        for (const { service } of matchHosts(host)) {
          const { port = 443 } = service;
          for (const protocol of ["https:", "amqps:", "tds:"] as const) {
            expect(mayReceiveToken({ protocol, host, port }, scope), `token for ${scope}`).toBe(false);
          }
        }
      }
    },
  );
});

/** Suffixes below which customers run code of their own (dataplane.md section 22, rule 6). */
const CUSTOMERS = [
  "azurewebsites.net",
  "cloudapp.azure.com",
  "azurecontainerapps.io",
  "azure-api.net",
  "azurefd.net",
  "trafficmanager.net",
  "azureedge.net",
  "web.core.windows.net",
  "azmk8s.io",
  "azurestaticapps.net",
  "inference.ml.azure.com",
  "azuredatabricksapps.com",
  "windows.net",
  "azure.com",
];

test.each(CUSTOMERS)("nothing below %s that a customer could have gets a token", (suffix) => {
  for (const host of [suffix, `contoso.${suffix}`, `contoso.westeurope.${suffix}`, `contoso.z07.${suffix}`]) {
    if (FORMS.some(({ form }) => "host" in form && form.host === host)) continue;
    expect(getsAToken(host), `token for ${host}`).toBe(false);
  }
});

describe("generated hosts", () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  const suffixes = FORMS.map(({ form }) => ("host" in form ? form.host : form.suffix));
  const hostile = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
    fc.tuple(label, fc.constantFrom(...suffixes), label).map(([a, suffix, b]) => `${a}.${suffix}.${b}`),
    fc.tuple(label, fc.constantFrom(...suffixes)).map(([a, suffix]) => `${a}${suffix}`),
    fc.tuple(label, label, label, label, fc.constantFrom(...suffixes)).map((parts) => parts.join(".")),
  );

  test("none of them gets a token", () => {
    const sent: string[] = [];
    fc.assert(
      fc.property(hostile, (host) => {
        // A label in front of one suffix may by chance be an ordinary host of another service.
        if (FORMS.some(({ form }) => isOrdinary(form, host))) return;
        if (getsAToken(host)) sent.push(host);
      }),
      { numRuns: 2000 },
    );
    expect(sent).toEqual([]);
  });

  test("as URLs, whatever is put around them, neither", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...suffixes), fc.webPath(), (host, suffix, path) => {
        for (const text of [
          `https://contoso.${suffix}@${host}${path}`,
          `https://${host}#.${suffix}`,
          `https://${host}?.${suffix}`,
          `https:\\\\${host}\\.${suffix}`,
          `http://contoso.${suffix}/`,
          `https://contoso.${suffix}:8443/`,
        ]) {
          const match = matchTarget(text);
          if ("target" in match)
            expect(
              FORMS.some(({ form }) => isOrdinary(form, match.target.host)),
              `host of ${text}`,
            ).toBe(true);
          const destination = URL.canParse(text) ? destinationOf(new URL(text)) : undefined;
          if (destination === undefined || FORMS.some(({ form }) => isOrdinary(form, destination.host)))
            continue;
          for (const scope of SCOPES)
            expect(mayReceiveToken(destination, scope), `token for ${text}`).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** How many labels a resource's own part has, where it is not one: zones, regions, stages (dataplane.md section 2). */
const LABELS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(?:blob|queue|table|file|dfs)\.storage\.azure\.net$/, [2]],
  [/^ingest\.monitor\.azure\.|^eventgrid\.azure\.|databricks\./, [2]],
  [/^redis\.azure\.net$|^redisenterprise\.cache\.azure\.net$/, [2]],
  [/^digitaltwins\.azure\./, [3]],
  [/^kusto(?:mfa)?\.|^communication\.azure\./, [1, 2]],
];

/** Our own reading of a form, apart from the product's: its dots, how many labels stand before it, and plain names only. */
function isOrdinary(form: HostForm, host: string): boolean {
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
