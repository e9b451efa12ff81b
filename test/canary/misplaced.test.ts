import { expect, test } from "vitest";
import type * as probing from "../../src/probe.ts";
import type * as json from "../../src/report/json.ts";
import type * as text from "../../src/report/text.ts";
import type * as scenarios from "../../src/lab/scenarios/index.ts";
import type * as starting from "../../src/lab/start.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";

/** Each place has a secret of its own, so that a failure names it; long and mixed, as real ones are. */
const secret = (place: string) => `lab-fake-${place}-7Qx9Zt4Lm2`;
const GUID = "20b5c8e4-4773-4b8a-a103-506804a14ca5";

/** Places in which secrets are found though they do not belong there: a host, its variables, the secrets in them. */
const CASES: readonly [what: string, host: string, env: Readonly<Record<string, string>>][] = [
  [
    "user, query and fragment of endpoints",
    "app-service-works",
    {
      IDENTITY_ENDPOINT: `http://u:${secret("user")}@172.16.0.3:8081/msi/token?code=${secret("query")}#${secret("fragment")}`,
      MSI_ENDPOINT: `http://${secret("msi")}@172.16.0.3:8081/msi/token?${secret("bare")}`,
      AZURE_KUBERNETES_TOKEN_PROXY: `https://u:${secret("proxy")}@proxy/`,
    },
  ],
  [
    "the metadata service's host",
    "system-assigned-allowed",
    { AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://u:${secret("pod")}@127.0.0.1:1/?k=${secret("key")}` },
  ],
  [
    "a login host",
    "leftover-secret",
    { AZURE_AUTHORITY_HOST: `https://u:${secret("login")}@login.microsoftonline.com/?k=${secret("key")}` },
  ],
  [
    "a login host without its scheme",
    "leftover-secret",
    { AZURE_AUTHORITY_HOST: `u:${secret("login")}@login.microsoftonline.com` },
  ],
  [
    "proxies' passwords with a slash, an @, no scheme, quotes, no user",
    "leftover-secret",
    {
      HTTPS_PROXY: `http://u:pa/${secret("slash")}@127.0.0.1:9`,
      https_proxy: `http://u:a@b/${secret("at")}?x@127.0.0.1:9`,
      ALL_PROXY: `u:pa/${secret("scheme")}@127.0.0.1:9`,
      all_proxy: `"http://u:${secret("quoted")}@127.0.0.1:9"`,
      HTTP_PROXY: `http://${secret("token")}@127.0.0.1:9`,
      http_proxy: `http://u:${secret("hostless")}`,
      NO_PROXY: `169.254.169.254,u:${secret("list")}@host`,
    },
  ],
  [
    "id and secret in each other's place",
    "leftover-secret",
    { AZURE_CLIENT_ID: secret("id").replace("-7", "8Q~7"), AZURE_CLIENT_SECRET: GUID },
  ],
  ["a secret as tenant", "leftover-secret", { AZURE_TENANT_ID: secret("tenant") }],
  [
    "a secret as an identity's id, and under names that nearly are right",
    "user-assigned-by-env",
    { AZURE_CLIENT_ID: secret("managed"), azure_tenant_id: secret("lower") },
  ],
  [
    "a quoted secret that stands elsewhere without its quotes",
    "leftover-secret",
    { AZURE_CLIENT_SECRET: `"${secret("quoted")}"`, AZURE_REGIONAL_AUTHORITY_NAME: secret("quoted") },
  ],
  [
    "certificates of an authority",
    "workload-identity-works",
    { AZURE_KUBERNETES_CA_DATA: secret("authority") },
  ],
];

test.each(CASES)("%s: shown nowhere", async (_what, host, env) => {
  const output = await outputOf(host, env);
  const places = Object.values(env).flatMap((value) => value.match(/lab-fake-[\w~-]+/g) ?? []);
  expect(places.length).toBeGreaterThan(0);
  for (const place of places) {
    for (const form of formsOf(place))
      expect(output.includes(form), `a form of ${place.slice(9, 14)}`).toBe(false);
  }
});

test("in the error text that the app shows: shown nowhere", async () => {
  const known = secret("of-the-environment");
  const message = [
    `POST /token client_id=${GUID}&client_secret=${secret("posted")}&scope=x`,
    `EnvironmentCredential: AADSTS7000215: Invalid client secret provided, it was ${known}`,
    `Authorization: Bearer ${secret("bearer")}`,
  ].join("\n");
  const output = await outputOf("leftover-secret", { AZURE_CLIENT_SECRET: known }, message);
  expect(output).toContain("AADSTS7000215");
  for (const place of ["of-the-environment", "posted", "bearer"]) {
    for (const form of formsOf(secret(place)))
      expect(output.includes(form), `a form of ${place}`).toBe(false);
  }
});

/** All that a run shows, in both formats and with the SDK's own log. */
async function outputOf(
  host: string,
  env: Readonly<Record<string, string>>,
  message?: string,
): Promise<string> {
  const { findScenario } = await built<typeof scenarios>("lab/scenarios/index.js");
  const { startLab } = await built<typeof starting>("lab/start.js");
  const { probe } = await built<typeof probing>("probe.js");
  const { renderJson } = await built<typeof json>("report/json.js");
  const { renderText } = await built<typeof text>("report/text.js");
  const scenario = findScenario(host);
  if (scenario === undefined) throw new Error(host);
  const lab = await startLab({ ...scenario, env: { ...scenario.env, ...env } }, { azurite: false });
  try {
    const request = {
      targets: [],
      cut: [],
      verbose: true,
      ...(message === undefined ? {} : { message }),
      options: { ...NO_OPTIONS, confirm: true, timeoutSeconds: 5 },
    };
    const hooks = { signal: new AbortController().signal, onProgress: () => {} };
    const report = await probe(request, lab.world, hooks);
    return renderJson(report) + renderText(report, { width: 400, colour: false, unicode: false });
  } finally {
    await lab.close();
  }
}

function formsOf(place: string): string[] {
  const bytes = Buffer.from(place);
  return [place, encodeURIComponent(place), bytes.toString("hex"), bytes.toString("base64").slice(0, -4)];
}
