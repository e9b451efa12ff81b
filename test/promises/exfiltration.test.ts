import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { destinationOf, matchHosts, matchTarget, mayReceiveToken } from "../../src/catalogue/match-target.ts";
import type { MatchedTarget } from "../../src/catalogue/match-target.ts";
import type { ProbeRequest } from "../../src/collect/request.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { findScenario, scenarios } from "../../src/lab/scenarios/index.ts";
import { built } from "../support/built.ts";
import { EVIL, lookalikesOf, urlsLike } from "../support/hostile-hosts.ts";
import {
  fakeToken,
  hostileNetwork,
  hostileWorld,
  OTHER_NAME,
  startAsker,
  UNTRUSTED,
  type Arrival,
  type Asker,
  type HostileAnswer,
  type HostileNetwork,
} from "../support/hostile-network.ts";
import { secretsIn } from "../support/leaks.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { MARK, plantedIn } from "../support/planted.ts";
import { FORMS, getsAToken, isOrdinary, ordinaryHost, SCOPES } from "../support/token-hosts.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

const PRINCIPAL = "22222222-2222-4222-8222-222222222222";
const TENANT = "33333333-3333-4333-8333-333333333333";

describe("hosts that look like Azure's", () => {
  test.each(sample(FORMS, 2).map(({ service, cloud, form }) => [service.name, cloud, form] as const))(
    "%s in %s: no other gets its token",
    (_, __, form) => {
      const host = ordinaryHost(form) ?? "";
      const suffix = "host" in form ? form.host : form.suffix;
      const texts = [
        ...urlsLike(host, suffix),
        ...sample(WRAPPERS, 4).flatMap((wrap) => lookalikesOf(host, suffix).map(wrap)),
      ];
      const names = lookalikesOf(host, suffix);
      const sent = [
        ...texts.filter(isTakenIn),
        ...names.filter((one) => !isAnybodys(one) && getsAToken(one)),
      ];
      countPromise("exfiltration", {
        "names judged": texts.length + names.length,
        "tokens sent": sent.length,
      });
      expect(sent).toEqual([]);
    },
  );

  test("whatever is put together", () => {
    const suffixes = FORMS.map(({ form }) => ("host" in form ? form.host : form.suffix));
    const piece = fc.oneof(
      fc.constantFrom(...suffixes, ...suffixes.map((one) => ordinaryHost({ host: one }) ?? "")),
      fc.constantFrom(
        EVIL,
        ".",
        "@",
        ":",
        "/",
        "\\",
        "#",
        "?",
        "%2e",
        "%40",
        "\u3002",
        "\uff0e",
        "\t",
        "\0",
        "xn--",
        "443",
        ":443",
        "contoso",
        "[",
        "]",
        "-",
        "_",
        "*",
        "\u00ad",
        "\u200d",
        "\u202e",
        "//",
      ),
      fc.stringMatching(/^[a-z0-9-]{1,8}$/),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.ipV4(),
      fc.ipV4Extended(),
    );
    const text = fc
      .tuple(
        fc.constantFrom(
          "https://",
          "https:",
          "https:\\\\",
          "HTTPS://",
          "http://",
          "sb://",
          "sqlserver://",
          "",
        ),
        fc.array(piece, { minLength: 1, maxLength: 7 }),
      )
      .map(([scheme, parts]) => scheme + parts.join(""));
    const sent: string[] = [];
    let hosts = 0;
    const numRuns = IS_WHOLE ? 200_000 : 5000;
    fc.assert(
      fc.property(text, (one) => {
        if (URL.canParse(one)) hosts += 1;
        if (isTakenIn(one)) sent.push(one);
      }),
      { numRuns },
    );
    countPromise("exfiltration", { "names judged": hosts, "tokens sent": sent.length });
    expect(sent).toEqual([]);
  });
});

/** Around a name, in a URL. */
const WRAPPERS: readonly ((host: string) => string)[] = [
  (host) => `https://${host}/container`,
  (host) => `https://${host}:443/`,
  (host) => `HTTPS://${host.toUpperCase()}/`,
  (host) => `https://${host}\\container`,
  (host) => `sb://${host}/queue`,
  (host) => `sqlserver://${host}/database`,
  (host) => `https://${host}?sv=1&sig=lab-fake`,
  (host) => `https://contoso.blob.core.windows.net@${host}/`,
  (host) => `https://${host}#.blob.core.windows.net`,
  (host) => `  https://${host}/  `,
];

/** By our own reading of the forms of hosts: one that a token could belong to. */
function isAnybodys(host: string): boolean {
  return FORMS.some(({ form }) => isOrdinary(form, host));
}

/** Whether a token would leave for another place than a host of Azure, over HTTPS, at its port. */
function isTakenIn(text: string): boolean {
  const match = matchTarget(text);
  if ("target" in match && !isAnybodys(match.target.host)) return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const destination = destinationOf(url);
  if (destination === undefined || matchHosts(destination.host).length === 0) return false;
  const isPlain = url.protocol === "https:" && url.username === "" && (url.port === "" || url.port === "443");
  return (
    SCOPES.some((scope) => mayReceiveToken(destination, scope)) && !(isPlain && isAnybodys(url.hostname))
  );
}

/** A target of each service that is sent a token, as a scenario names it. */
const TARGETS: readonly MatchedTarget[] = [
  ...new Map(
    scenarios.flatMap(({ targets, args }) =>
      targets.flatMap((text) => {
        const match = matchTarget(text, args[args.indexOf("--service") + 1]);
        const isSent = "target" in match && match.target.service.sendsToken !== "never";
        return isSent ? [[match.target.service.name, match.target] as const] : [];
      }),
    ),
  ).values(),
];
const OVER_HTTPS = TARGETS.filter(({ service }) => service.sendsToken === "https");
const OVER_AMQP = TARGETS.filter(({ service }) => service.sendsToken === "amqps");
const ARM = "management.azure.com";
/** A token is known again by the place of its scope here. */
const SCOPES_HERE = [...new Set(TARGETS.map(({ scope }) => scope))];

function question(target: MatchedTarget, more: object = {}) {
  const { url, service, scope } = target;
  const number = SCOPES_HERE.indexOf(scope);
  const token = fakeToken(scope.replace(/\/\.default$/, ""), number, PRINCIPAL);
  return { url, service: service.name, token, principalId: PRINCIPAL, ...more };
}

describe("over the wire", () => {
  let network: HostileNetwork;
  const askers: Asker[] = [];

  beforeAll(async () => {
    network = await hostileNetwork([...[...OVER_HTTPS, ...OVER_AMQP].map(({ host }) => host), ARM, EVIL]);
  });

  afterAll(async () => {
    await Promise.all(askers.map((one) => one.end()));
    await network.close();
  });

  async function asker(options: Parameters<typeof startAsker>[1] = {}): Promise<Asker> {
    const one = await startAsker(network, options);
    askers.push(one);
    return one;
  }

  /** What came where it does not belong, since `from`: elsewhere than to `host`, or with another audience's token. */
  function misled(from: number, host: string, scope: string): readonly unknown[] {
    return network.arrivals
      .slice(from)
      .filter(({ tokens, isAuthorized }) => tokens.length > 0 || isAuthorized)
      .filter(
        (one) =>
          one.scheme !== "https" ||
          one.host !== host ||
          one.tokens.some((token) => SCOPES_HERE[token] !== scope),
      );
  }

  test("a server of the test notices a token that does arrive", async () => {
    const ask = await asker({ trustsAll: true });
    for (const target of OVER_HTTPS.filter(({ service }) => service.name !== "container-registry")) {
      const from = network.arrivals.length;
      await ask.ask(question(target));
      const came = network.arrivals.slice(from).filter(({ host }) => host === target.host);
      const tokens = came.flatMap((one) => one.tokens);
      expect([target.service.name, ...tokens]).toContain(SCOPES_HERE.indexOf(target.scope));
    }
  });

  test.each(TARGETS.map((target) => [target.service.name, target] as const))(
    "%s: a target whose host was changed on the way to the client",
    async (_, target) => {
      const form = FORMS.find(
        ({ service, form: one }) => service === target.service && isOrdinary(one, target.host),
      )?.form;
      const suffix = form === undefined || "host" in form ? target.host : form.suffix;
      const hosts = sample(lookalikesOf(target.host, suffix), 3).filter((host) => !isAnybodys(host));
      const ask = await asker({ trustsAll: true });
      const from = network.arrivals.length;
      const asked: string[] = [];
      for (const host of hosts) {
        const rows = await ask.ask(question(target, { host }));
        // Some are the target's own host in other letters, as every parser of URLs reads them.
        const isOther =
          !URL.canParse(`https://${host}/`) || !isAnybodys(new URL(`https://${host}/`).hostname);
        if (isOther && rows.some(({ notSent }) => notSent === undefined)) asked.push(host);
      }
      const sent = misled(from, target.host, target.scope);
      countPromise("exfiltration", { "hosts called": hosts.length, "tokens sent": sent.length });
      expect(sent).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  test.each(OVER_HTTPS.map((target) => [target.service.name, target] as const))(
    "%s: challenges, redirects and documents that point elsewhere",
    async (_, target) => {
      const ask = await asker();
      const answers = sample(hostileAnswers(target), IS_WHOLE ? 1 : 12);
      const sent: unknown[] = [];
      const begun = network.arrivals.length;
      for (const answer of answers) {
        network.answer(answer);
        const from = network.arrivals.length;
        await ask.ask(question(target));
        sent.push(
          ...misled(from, target.host, target.scope).map((one) => [answer.status, answer.headers, one]),
        );
      }
      const hosts = new Set(network.arrivals.slice(begun).map(({ scheme, host }) => `${scheme}://${host}`));
      countPromise("exfiltration", { answers: answers.length, "tokens sent": sent.length });
      expect(sent).toEqual([]);
      // Not even asked.
      expect([...hosts]).toEqual([`https://${target.host}`]);
    },
  );

  test("what Azure Resource Manager, or a refusal, says of a resource leads nowhere else", async () => {
    const ask = await asker();
    const arm = SCOPES_HERE.indexOf(`https://${ARM}/.default`);
    const target = TARGETS.find(({ service }) => service.name === "key-vault");
    if (target === undefined) throw new Error("no target of Key Vault");
    const sent: unknown[] = [];
    const ids = sample(hostileIds(), IS_WHOLE ? 1 : 2);
    const token = fakeToken(`https://${ARM}`, arm, PRINCIPAL);
    for (const id of ids) {
      const listed = {
        value: [{ id, subscriptionId: TENANT, name: id, properties: {} }],
        nextLink: `https://${EVIL}/`,
      };
      for (const answer of [
        { status: 200, headers: { Location: `https://${EVIL}/` }, body: JSON.stringify(listed) },
        {
          status: 403,
          headers: {},
          body: JSON.stringify({
            error: { code: "Forbidden", message: `... over scope '${id}' Resource: '${id}' vault '${id}'` },
          }),
        },
      ]) {
        network.answer(answer);
        const from = network.arrivals.length;
        await ask.ask({ ...question(target, { arm: true }), token });
        sent.push(
          ...network.arrivals
            .slice(from)
            .filter(({ scheme, host }) => scheme !== "https" || (host !== ARM && host !== target.host))
            .map((one) => [id, one]),
        );
      }
    }
    countPromise("exfiltration", { answers: ids.length * 2, "tokens sent": sent.length });
    expect(sent).toEqual([]);
  });

  test("name servers that lead elsewhere, to another place at each look-up", async () => {
    network.answer({ status: 200, headers: {}, body: "{}" });
    const places = [...UNTRUSTED, OTHER_NAME];
    const ask = await asker({ names: Object.fromEntries(OVER_HTTPS.map(({ host }) => [host, places])) });
    const from = network.arrivals.length;
    let tried = 0;
    for (const target of OVER_HTTPS) {
      for (const _ of IS_WHOLE ? places : [1]) {
        const rows = await ask.ask(question(target));
        // The connection is what fails: it was tried.
        expect(rows.filter(({ failure, notSent }) => failure === undefined && notSent === undefined)).toEqual(
          [],
        );
        tried += rows.length;
      }
    }
    const sent = network.arrivals.slice(from);
    countPromise("exfiltration", { answers: tried, "tokens sent": sent.length });
    expect(sent).toEqual([]);
  });

  // Azure SQL's connection is encrypted within its own protocol: the matrix of faults has its certificates.
  test.each(OVER_AMQP.map((target) => [target.service.name, target] as const))(
    "%s: name servers that lead elsewhere, over AMQP",
    async (_, target) => {
      const places = [...UNTRUSTED, OTHER_NAME];
      const names = { [target.host]: places };
      const [astray, led] = [await asker({ names }), await asker()];
      const from = network.arrivals.length;
      const lookUps = IS_WHOLE ? places.length : 1;
      for (let count = 0; count < lookUps; count += 1) await astray.ask(question(target));
      const sent = network.arrivals.slice(from);
      countPromise("exfiltration", { answers: lookUps, "tokens sent": sent.length });
      expect(sent).toEqual([]);
      // A server of the test notices a client that speaks.
      await led.ask(question(target));
      expect(network.arrivals.slice(from).map(({ text }) => text.slice(0, 4))).toContain("AMQP");
    },
  );
});

/** Where whoever answers in the place of a service, a platform or Entra would like to have what was sent to him. */
const WHOLE_RUNS = [
  ["key-vault-allowed", "198.51.100."],
  ["blob-allowed", "198.51.100."],
  ["container-registry-allowed", "198.51.100."],
  ["arm-allowed", "198.51.100."],
  ["cosmos-denied-rbac", "198.51.100."],
  ["app-service-works", "endpoint"],
  ["service-fabric-works", "endpoint"],
  ["machine-learning-works", "endpoint"],
  ["arc-works", "endpoint"],
  ["leftover-secret", "203.0.113.10"],
  ["certificate-works", "203.0.113.10"],
  ["workload-identity-works", "203.0.113.10"],
] as const;

describe("whole runs, with the real SDK", () => {
  let network: HostileNetwork;

  beforeAll(async () => {
    const hosts = [...OVER_HTTPS.map(({ host }) => host), ARM, EVIL];
    network = await hostileNetwork([...hosts, "login.microsoftonline.com", "login.microsoft.com"]);
  });

  afterAll(async () => {
    await network.close();
  });

  test.each(WHOLE_RUNS.map((row, index) => [...row, index] as const))(
    "%s, where %s is another",
    async (name, where, index) => {
      const found = findScenario(name);
      if (found === undefined) throw new Error(`no scenario ${name}`);
      const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
      const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
      const [first] = OVER_HTTPS;
      const all = hostileAnswers(found.targets.flatMap(hostOf)[0] ?? first!);
      // A run takes seconds: each scenario has other answers of the many.
      const [every, offset] = IS_WHOLE ? [61, (7 * index) % 61] : [all.length, (53 * index) % all.length];
      const answers = all.filter((_, at) => at % every === offset);
      let reached = 0;
      const sent: unknown[] = [];
      for (const answer of answers) {
        network.answer(answer);
        const isEndpoint = where === "endpoint";
        const lab = await startLab(isEndpoint ? withEndpoint(found, answer) : found, { azurite: false });
        try {
          const world = await hostileWorld(lab, network, (at) => !isEndpoint && at.startsWith(where));
          const from = network.arrivals.length;
          const report = await probe(requestFor(found), world, {
            signal: new AbortController().signal,
            onProgress: () => {},
          });
          expect(report.complete).toBe(true);
          reached += isEndpoint
            ? lab.requests().filter(({ server }) => server === found.endpoints[0]?.source).length
            : network.arrivals.slice(from).length;
          sent.push(
            ...network.arrivals
              .slice(from)
              .filter((one) => !isAtHome(one, found))
              .map(({ scheme, host }) => [answer.status, answer.headers, scheme, host]),
          );
        } finally {
          await lab.close();
        }
      }
      countPromise("exfiltration", { answers: answers.length, "tokens sent": sent.length });
      expect(sent).toEqual([]);
      expect(reached).toBeGreaterThanOrEqual(answers.length);
    },
  );
});

const LOGIN = ["login.microsoftonline.com", "login.microsoft.com"];

/**
 * Whether whatever came was meant for the host it came to: a login; or a token for the audience of a host that the scenario
 * asks, and no secret.
 */
function isAtHome({ scheme, host, text }: Arrival, scenario: Scenario): boolean {
  if (scheme !== "https") return false;
  if (LOGIN.includes(host)) return true;
  // A token's signature has the mark alone.
  const planted = plantedIn(scenario).filter(({ value }) => value !== MARK);
  if (secretsIn(text, planted).length > 0) return false;
  const audiences = [...text.matchAll(/eyJ[\w-]+\.(eyJ[\w-]+)/g)].map(([, claims = ""]) => {
    const { aud } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud: string };
    return aud.replace(/\/+$/, "");
  });
  const to = { protocol: "https:", host, port: 443 } as const;
  const asked = [ARM, ...scenario.targets.flatMap(hostOf).map((target) => target.host)];
  return asked.includes(host) && audiences.every((audience) => mayReceiveToken(to, `${audience}/.default`));
}

function hostOf(text: string): MatchedTarget[] {
  const match = matchTarget(text);
  return "target" in match ? [match.target] : [];
}

function withEndpoint(scenario: Scenario, { status, headers, body }: HostileAnswer): Scenario {
  const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
  const always = { status, headers: Object.fromEntries(flat) as Record<string, string>, body };
  return { ...scenario, endpoints: scenario.endpoints.map((one) => ({ ...one, behaviour: { always } })) };
}

function requestFor({ targets }: Scenario): ProbeRequest {
  return {
    targets: targets.flatMap(hostOf),
    cut: [],
    verbose: false,
    options: { ...NO_OPTIONS, timeoutSeconds: 5, deadlineSeconds: 40 },
  };
}

/** Places that a server may point to, so that a token goes there. */
function elsewhere({ host }: MatchedTarget): readonly string[] {
  const suffix = host.slice(host.indexOf(".") + 1);
  return [
    `https://${EVIL}/`,
    `http://${EVIL}/`,
    `//${EVIL}/`,
    `https://${host}.${EVIL}/`,
    `https://${host}:8443/`,
    `https://${host}@${EVIL}/`,
    `http://${host}/`,
    `https://attacker.${suffix}/`,
    `https://169.254.169.254/metadata/identity/oauth2/token`,
    `http://169.254.169.254/metadata/identity/oauth2/token`,
    `https://10.0.0.4/`,
    `https:\\\\${EVIL}\\`,
    `/\\${EVIL}/`,
    `https://${ARM}.${EVIL}/`,
    `https://${host}\t@${EVIL}/`.replace("\t", "%09"),
  ];
}

function hostileAnswers(target: MatchedTarget): readonly HostileAnswer[] {
  const places = elsewhere(target);
  const redirects = [300, 301, 302, 303, 305, 307, 308].flatMap((status) =>
    places.map((place) => ({
      status,
      headers: {
        Location: place,
        "Content-Location": place,
        Refresh: `0; url=${place}`,
        Link: `<${place}>; rel="canonical"`,
      },
      body: "",
    })),
  );
  const challenges = places.flatMap((place) =>
    [
      `Bearer authorization_uri="${place}${TENANT}/oauth2/authorize" resource_id="https://${ARM}"`,
      `Bearer authorization="${place}${TENANT}", resource="https://${ARM}"`,
      `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="${place}"`,
      `Bearer realm="${place}oauth2/token",service="${EVIL}",scope="registry:catalog:*"`,
      `Bearer realm="${place}oauth2/exchange",service="${target.host}",error="insufficient_claims",claims="e30="`,
      `Basic realm="${place}"`,
      `PoP nonce="${place}"`,
      [`Bearer realm="https://${target.host}/oauth2/token"`, `Bearer realm="${place}"`],
    ].flatMap((challenge) => [
      { status: 401, headers: { "WWW-Authenticate": challenge }, body: "" },
      { status: 403, headers: { "WWW-Authenticate": challenge, Location: place }, body: "" },
      { status: 407, headers: { "Proxy-Authenticate": challenge, "WWW-Authenticate": challenge }, body: "" },
    ]),
  );
  const documents = places.flatMap((place) =>
    [200, 201, 202, 404, 409, 412, 421, 429, 503].map((status) => ({
      status,
      headers: {
        Location: place,
        "Azure-AsyncOperation": place,
        "Operation-Location": place,
        "Alt-Svc": `h2="${EVIL}:443"`,
        "Retry-After": "0",
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        ...{ nextLink: place, "odata.nextLink": place, "@odata.nextLink": place, "x-ms-redirect": place },
        ...{ access_token: place, refresh_token: place, realm: place, token: place },
        ...{ error: { code: "Redirect", message: `go to ${place}`, innererror: { target: place } } },
      }),
    })),
  );
  return [...redirects, ...challenges, ...documents];
}

/** ARM ids out of which a URL of another host could come. */
function hostileIds(): readonly string[] {
  const tail = `subscriptions/${TENANT}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v`;
  return [
    `//${EVIL}/${tail}`,
    `/\\${EVIL}/${tail}`,
    `\\\\${EVIL}/${tail}`,
    `https://${EVIL}/${tail}`,
    `http://${EVIL}/${tail}`,
    `@${EVIL}/${tail}`,
    `:8443/${tail}`,
    `.${EVIL}/${tail}`,
    `/subscriptions/../..//${EVIL}/${tail}`,
    `/${tail}/../../../../../../..//${EVIL}`,
    `\t//${EVIL}/${tail}`,
    `/\t/${EVIL}/${tail}`,
    `\n//${EVIL}`,
    `/${tail}?x=//${EVIL}`,
    `/${tail}#@${EVIL}`,
    `file:///${tail}`,
    `javascript:alert(1)`,
    `sb://${EVIL}/`,
    "",
    "/",
    "?",
    "..",
  ];
}
