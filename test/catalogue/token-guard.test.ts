import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, matchHosts, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import { effort, IS_PER_MUTANT } from "../support/effort.ts";
import { FORMS, getsAToken, isOrdinary, ordinaryHost, SCOPES, scopeOf } from "../support/token-hosts.ts";

/** All of them, or every so-many-th. */
const TRIED = FORMS.filter((_, index) => index % effort(1, 9) === 0);

describe("every form of hosts", () => {
  test.each(TRIED.map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
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

  test.each(TRIED.map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
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
      { numRuns: effort(2000, 50) },
    );
    expect(sent).toEqual([]);
  });

  test.skipIf(IS_PER_MUTANT)("as URLs, whatever is put around them, neither", () => {
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
