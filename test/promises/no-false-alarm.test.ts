import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JOBS_IDENTITY } from "../../src/lab/contoso.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { slowNetwork, type SlowNetwork } from "../support/slow-world.ts";
import { inPool, play, type PlayOptions } from "../support/play.ts";
import type { SealedReport } from "../../src/report/seal.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

const HEALTHY = scenarios.filter(({ expect: expected }) => expected.exitCode === 0);
const PROXY_VARIABLE = /proxy$/i;

interface Noise {
  readonly name: string;
  readonly change?: (scenario: Scenario) => Scenario;
  /** Why it is not harmless to a scenario; `undefined` where it is. */
  readonly tells?: (scenario: Scenario) => string | undefined;
  options?(): PlayOptions;
}

function withEnv(env: Scenario["env"]): (scenario: Scenario) => Scenario {
  // What the scenario itself sets is its story.
  return (scenario) => ({ ...scenario, env: { ...env, ...scenario.env } });
}

let slow: SlowNetwork;

beforeAll(async () => {
  slow = await slowNetwork(() => 400);
});

afterAll(async () => {
  await slow.close();
});

const NOISES: readonly Noise[] = [
  { name: "nothing else" },
  {
    name: "variables of other programs",
    change: withEnv({
      ...{
        DATABASE_URL: "postgres://app:lab-fake-password@db.contoso.test/app",
        REDIS_URL: "redis://cache:6379",
      },
      ...{
        AWS_ACCESS_KEY_ID: "lab-fake-key",
        AWS_SECRET_ACCESS_KEY: "lab-fake-secret",
        GOOGLE_CLOUD_PROJECT: "x",
      },
      ...{
        CLIENT_ID: "web",
        CLIENT_SECRET: "lab-fake-other",
        TENANT: "contoso",
        SECRET: "",
        HOSTNAME: "web-1",
      },
      ...{
        NODE_ENV: "production",
        PORT: "8080",
        PYTHONPATH: "/app",
        JAVA_HOME: "/usr/lib/jvm",
        GOFLAGS: "-mod=vendor",
      },
      ...{ EMPTY: "", SPACES: "   ", QUOTED: '"quoted"', NEWLINE: "a\nb", UNICODE: "\u65e5\u672c" },
    }),
  },
  {
    name: "variables of Azure that no credential reads",
    change: withEnv({
      ...{
        AZURE_SUBSCRIPTION_ID: "3d8f186f-7847-4fad-a2d2-5e26bc9eb187",
        AZURE_RESOURCE_GROUP: "rg-contoso-web",
      },
      ...{ AZURE_STORAGE_ACCOUNT: "contosodata", AZURE_LOCATION: "westeurope", AZURE_ENV_NAME: "prod" },
      ...{
        AZURE_HTTP_USER_AGENT: "contoso",
        APPLICATIONINSIGHTS_CONNECTION_STRING: "InstrumentationKey=lab-fake",
      },
      ...{ AZURE_CORE_COLLECT_TELEMETRY: "0", AZURE_KEYVAULT_URL: "https://kv-contoso.vault.azure.net/" },
    }),
  },
  {
    name: "a proxy, and NO_PROXY for everything that is asked",
    // Names below which something is, and every address: as all SDKs read it.
    change: (scenario) => {
      const hosts = scenario.targets.map((text) => text.replace(/^[a-z]+:\/\//, "").replace(/[/:?].*$/s, ""));
      const none = [
        "localhost",
        "127.0.0.1",
        "169.254.169.254",
        "login.microsoftonline.com",
        "login.microsoft.com",
      ];
      const endpoints = scenario.endpoints.map(({ at }) => at.replace(/:\d+$/, ""));
      const list = [...new Set([...none, ...hosts, ...endpoints, "management.azure.com"])].join(",");
      const proxy = "http://proxy.contoso.test:3128";
      const both = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: list };
      return withEnv({ ...both, https_proxy: proxy, http_proxy: proxy, no_proxy: list })(scenario);
    },
    tells: ({ env, args }) => {
      if (Object.keys(env).some((name) => PROXY_VARIABLE.test(name))) return "its own proxy is the story";
      return args.includes("--env-from") ? "the app's environment is another one" : undefined;
    },
  },
  {
    name: "another identity, which nobody asks for",
    change: ({ identities, ...scenario }) => ({
      ...scenario,
      identities: {
        ...identities,
        userAssigned: [
          ...identities.userAssigned.filter(({ clientId }) => clientId !== JOBS_IDENTITY.clientId),
          JOBS_IDENTITY,
        ],
      },
    }),
    tells: ({ identities }) =>
      identities.systemAssigned === undefined
        ? "without an identity of the machine itself, a second one makes the first one's answer ambiguous"
        : undefined,
  },
  {
    name: "endpoints that are slow, and answer",
    options: () => ({ world: slow.world.bind(slow) }),
  },
  {
    name: "developer tools that nobody has logged in to",
    change: ({ tools, ...scenario }) => ({
      ...scenario,
      tools: {
        az: { state: "not-logged-in" },
        azd: { state: "not-logged-in" },
        pwsh: { state: "not-logged-in" },
        ...tools,
      },
    }),
  },
  {
    name: "files of other programs",
    change: ({ files, ...scenario }) => ({
      ...scenario,
      files: {
        "/etc/ssl/openssl.cnf": "lab",
        "/app/.env": "AZURE_CLIENT_SECRET=lab-fake",
        "/var/lib/waagent/x": "lab",
        ...files,
      },
    }),
  },
  {
    name: "another language, and another place",
    change: withEnv({ LANG: "tr_TR.UTF-8", LC_ALL: "ar_EG.UTF-8", LANGUAGE: "ja", TZ: "Pacific/Kiritimati" }),
  },
];

/** A scenario may have all that a noise adds already. */
function isHeard({ change }: Noise, scenario: Scenario): boolean {
  return change === undefined || !isDeepStrictEqual(change(scenario), scenario);
}

const ALL = HEALTHY.flatMap((scenario) => NOISES.map((noise) => ({ scenario, noise })));
const PAIRS = ALL.filter(
  ({ scenario, noise }) => noise.tells?.(scenario) === undefined && isHeard(noise, scenario),
);
/** Where all is well, and something is worth a warning: that one must be told, and no other. */
const WARNED = HEALTHY.filter(({ expect: { warnings = [] } }) => warnings.length > 0);

/**
 * What a machine with much else to do may make of endpoints that answer; tried once more, with more time, but where slow
 * endpoints are what is tried.
 */
const OF_A_BUSY_MACHINE: ReadonlySet<string> = new Set(["metadata-slow", "names-not-answered"]);

/** More is a false alarm that comes and goes. */
const AGAIN_PER_HUNDRED = 2;

/** What is told that should not be. */
function alarmsIn(
  { findings, verdict }: SealedReport,
  { warnings = [] }: Scenario["expect"],
): readonly string[] {
  const told = findings.filter(({ level }) => level !== "info").map(({ slug }) => slug);
  const missing = warnings.filter((slug) => !told.includes(slug)).map((slug) => `no ${slug}`);
  const alarms = [...told.filter((slug) => !warnings.includes(slug)), ...missing];
  return alarms.length === 0 && verdict.exitCode !== 0 ? [`exit code ${verdict.exitCode}`] : alarms;
}

test(
  "no error, and no warning but those that a scenario is about",
  async () => {
    const alarms: string[] = [];
    const again: string[] = [];
    const pairs = sample(PAIRS, 59);
    await inPool(pairs, IS_WHOLE ? 2 : 1, async ({ scenario, noise }) => {
      const alarmsOf = async (args: readonly string[]) => {
        const { report } = await play(noise.change?.(scenario) ?? scenario, { ...noise.options?.(), args });
        return alarmsIn(report, scenario.expect);
      };
      let found = await alarmsOf([]);
      const isExcused = noise.options === undefined && found.every((slug) => OF_A_BUSY_MACHINE.has(slug));
      if (found.length > 0 && isExcused) {
        again.push(`${scenario.name}, ${noise.name}: ${found.join()}`);
        found = await alarmsOf(scenario.args.includes("--timeout") ? [] : ["--timeout", "30"]);
      }
      if (found.length > 0) alarms.push(`${scenario.name}, ${noise.name}: ${found.join()}`);
    });
    const warned = pairs.filter(({ scenario }) => WARNED.includes(scenario)).length;
    countPromise("healthy", {
      variants: pairs.length,
      "with a warning of their own": warned,
      "left out as not harmless or no change": ALL.length - PAIRS.length,
      "tried again": again.length,
      "false alarms": alarms.length,
    });
    expect(alarms).toEqual([]);
    expect(again.length > (pairs.length * AGAIN_PER_HUNDRED) / 100 ? again : []).toEqual([]);
  },
  IS_WHOLE ? 3_600_000 : 300_000,
);
