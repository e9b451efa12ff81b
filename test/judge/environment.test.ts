import { describe, expect, test } from "vitest";
import { entraErrors } from "../../src/catalogue/entra-errors.ts";
import { FILE_PROBLEMS } from "../../src/catalogue/file-problems.ts";
import { environmentSnapshot } from "../../src/collect/environment.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence, Host, LinkEvidence, Report } from "../../src/model/report.ts";
import type { LinkId, Outcome } from "../../src/model/words.ts";
import { evidence, links } from "./evidence.ts";

const GUID = "3d2ec8ad-6538-4bb5-99bd-b34b36c413c3";
const SECRET = "lab-fake-8Q~abcdefghijklmnopqrstuvwxyz0123";
const MASK =
  "[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]";

interface Situation {
  readonly env?: Readonly<Record<string, string>>;
  readonly outcomes?: Partial<Record<LinkId, Outcome>>;
  readonly special?: Partial<Record<LinkId, Partial<LinkEvidence>>>;
  readonly host?: Partial<Host>;
}

function report({ env = {}, outcomes = {}, special, host = {} }: Situation): Report {
  const base = evidence();
  const facts: Partial<Evidence> = {
    environment: environmentSnapshot(env),
    links: links(outcomes, special),
    host: { ...base.host, ...host },
  };
  return judge(evidence(facts));
}

function found(situation: Situation): string[] {
  return report(situation).findings.map(({ slug, level }) => `${level} ${slug}`);
}

const PRINCIPAL = { AZURE_TENANT_ID: GUID, AZURE_CLIENT_ID: GUID, AZURE_CLIENT_SECRET: SECRET };
const REFUSED: Situation = {
  outcomes: { environment: "failed" },
  special: { environment: { error: { name: "E", text: "no", entra: [{ code: 7000215 }] } } },
};

describe("variable-damaged", () => {
  test("explains Entra's refusal of the secret", () => {
    const env = { ...PRINCIPAL, AZURE_CLIENT_SECRET: `"${SECRET}"` };
    expect(found({ ...REFUSED, env })).toEqual(["error variable-damaged"]);
    expect(found({ ...REFUSED, env: PRINCIPAL })).toEqual(["error secret-wrong"]);
  });

  test("does not explain what another variable's damage cannot", () => {
    const env = { ...PRINCIPAL, AZURE_FEDERATED_TOKEN_FILE: "'/token'" };
    expect(found({ ...REFUSED, env })).toEqual(["error secret-wrong", "warning variable-damaged"]);
  });

  test("is a warning where something wins all the same", () => {
    const env = { AZURE_CLIENT_SECRET: "changeme" };
    expect(found({ env, outcomes: { "managed-identity-system": "succeeded" } })).toEqual([
      "warning variable-damaged",
    ]);
  });

  test("tells variables with the same damage together, and never a value", () => {
    const env = {
      AZURE_TENANT_ID: `"${GUID}"`,
      AZURE_CLIENT_ID: `"${GUID}"`,
      AZURE_CLIENT_SECRET: `${SECRET} `,
    };
    const findings = report({ env }).findings.filter(({ slug }) => slug === "variable-damaged");
    expect(findings.map(({ cause }) => cause)).toEqual([
      expect.stringMatching(/^Each of AZURE_TENANT_ID and AZURE_CLIENT_ID is wrapped in quotation marks/),
      expect.stringMatching(/^AZURE_CLIENT_SECRET begins or ends with blanks/),
    ]);
    expect(findings[0]?.evidence).toEqual(["/environment/0", "/environment/1"]);
    for (const { cause } of findings) expect(cause).not.toMatch(/lab-fake|3d2ec8ad/);
  });

  test("a GUID in place of a secret is told by its own finding", () => {
    const env = { ...PRINCIPAL, AZURE_CLIENT_SECRET: GUID };
    expect(found({ ...REFUSED, env })).toEqual(["error secret-id-instead-of-value"]);
  });

  test("nothing is said of values that are as they should be", () => {
    expect(found({ env: PRINCIPAL, outcomes: { environment: "succeeded" } })).toEqual([]);
  });
});

describe("variable-damaged, of proxies and tenants", () => {
  const failed: Situation = {
    outcomes: { environment: "not-configured", "managed-identity-system": "not-configured" },
    special: {
      environment: { error: { name: "TypeError", text: "Invalid URL" } },
      "managed-identity-system": { error: { name: "TypeError", text: "Invalid URL" } },
    },
  };

  test("a proxy that is no URL is an error where nothing wins, a warning else", () => {
    const env = { HTTPS_PROXY: '"http://proxy:3128"' };
    expect(found({ ...failed, env })).toContain("error variable-damaged");
    expect(found({ env, outcomes: { "managed-identity-system": "succeeded" } })).toContain(
      "warning variable-damaged",
    );
  });

  test("what JavaScript refuses of it, others may take", () => {
    const { chains } = report({ ...failed, env: { HTTPS_PROXY: "10.0.0.4:3128" } });
    const states = chains.filter(({ credential }) => credential === "DefaultAzureCredential");
    expect(states.map(({ sdk, state }) => [sdk, state])).toEqual(
      states.map(({ sdk }) => [sdk, sdk === "javascript" ? "none" : "unknown"]),
    );
  });

  test("an app has no tenant of all organizations", () => {
    const situation: Situation = {
      env: { ...PRINCIPAL, AZURE_TENANT_ID: "organizations" },
      outcomes: { environment: "unavailable" },
      special: { environment: { error: { name: "E", text: "missing_tenant_id_error" } } },
    };
    expect(found(situation)).toEqual(["error variable-damaged"]);
    expect(report(situation).chains.find(({ sdk }) => sdk === "python")?.state).toBe("unknown");
  });
});

describe("variable-name-differs", () => {
  const env = { azure_client_id: GUID, APPSETTING_AZURE_CLIENT_SECRET: SECRET };

  test("an error when nothing wins, a warning else", () => {
    expect(found({ env })).toEqual(["error variable-name-differs"]);
    expect(found({ env, outcomes: { "managed-identity-system": "succeeded" } })).toEqual([
      "warning variable-name-differs",
    ]);
    expect(report({ env }).findings[0]?.cause).toMatch(
      /^azure_client_id is set, AZURE_CLIENT_ID is not; APPSETTING_AZURE_CLIENT_SECRET is set, AZURE_CLIENT_SECRET is not\./,
    );
  });

  test("no SDK reads it: the managed identity is asked without an id", () => {
    const chain = report({ env, outcomes: { "managed-identity-system": "succeeded" } }).chains[0];
    expect(chain?.winner).toBe("managed-identity-system");
  });

  test("names with other signs are told with the name that was meant", () => {
    expect(report({ env: { "Azure:Client:Id": GUID } }).findings[0]?.cause).toMatch(
      /^Azure:Client:Id is set, AZURE_CLIENT_ID is not\./,
    );
  });

  test("not where the right one is set, too", () => {
    const both = { azure_client_id: GUID, AZURE_CLIENT_ID: GUID };
    expect(found({ env: both, outcomes: { "managed-identity-env": "succeeded" } })).toEqual([]);
  });
});

describe("variable-empty", () => {
  test("where the SDKs differ about it", () => {
    expect(
      found({ env: { AZURE_CLIENT_ID: "" }, outcomes: { "managed-identity-system": "succeeded" } }),
    ).toContain("warning variable-empty");
  });

  test("not where they agree", () => {
    expect(
      found({ env: { AZURE_USERNAME: "" }, outcomes: { "managed-identity-system": "succeeded" } }),
    ).toEqual([]);
  });
});

describe("endpoint-unusual", () => {
  const asked = (source: string) => ({
    outcomes: { "managed-identity-system": "succeeded" } as const,
    special: {
      "managed-identity-option": { source },
      "managed-identity-env": { source },
      "managed-identity-system": { source },
    },
  });
  const site = { kind: "app-service-linux", evidence: [] };

  test.each([
    ["a public address", "http://203.0.113.9/msi/token", "a public address"],
    ["a name", "http://identity.contoso.example/msi/token?code=lab-fake", "a host name"],
  ])("%s", (_what, endpoint, said) => {
    const { findings } = report({
      env: { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: SECRET },
      host: site,
      ...asked("AppService"),
    });
    expect(findings.map(({ slug, level }) => `${level} ${slug}`)).toEqual(["warning endpoint-unusual"]);
    expect(findings[0]?.cause).toContain(said);
    expect(findings[0]?.cause).not.toContain("lab-fake");
  });

  test.each([
    "http://127.0.0.1:41042/msi/token",
    "http://169.254.129.4:8081/msi/token",
    "http://172.16.5.6:8081/",
  ])("%s is usual for App Service", (endpoint) => {
    expect(
      found({
        env: { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: SECRET },
        host: site,
        ...asked("AppService"),
      }),
    ).toEqual([]);
  });

  test("App Service's endpoint on a virtual machine; not where the kind of host is not known", () => {
    const env = { IDENTITY_ENDPOINT: "http://127.0.0.1:41042/msi/token", IDENTITY_HEADER: SECRET };
    expect(found({ env, host: { kind: "azure-vm" }, ...asked("AppService") })).toEqual([
      "warning endpoint-unusual",
    ]);
    expect(found({ env, host: { kind: "unknown" }, ...asked("AppService") })).toEqual([]);
  });

  test("an error where nothing wins and it is asked; it explains that nobody answers", () => {
    const env = { IDENTITY_ENDPOINT: "http://203.0.113.9/msi/token", IDENTITY_HEADER: SECRET };
    const situation = { env, host: site, outcomes: { "managed-identity-system": "unavailable" } as const };
    expect(found(situation)).toEqual(["error endpoint-unusual"]);
  });
});

describe("authority-unusual", () => {
  test.each([
    // Java's credential cannot be made then: not every SDK gets the token.
    [
      "login.microsoftonline.com",
      /^[^.]*\.[^.]*\.com\. It does not begin with https/,
      ["error authority-unusual", "warning sdks-disagree"],
    ],
    ["https://login.microsoftonline.com/contoso.example", /has a path/, ["warning authority-unusual"]],
    [
      "HTTPS://login.microsoftonline.com",
      /^[^.]*\.[^.]*\.com\. It writes https:\/\/ in capital letters/,
      ["error authority-unusual", "warning sdks-disagree"],
    ],
    ["https://login.contoso.example", /no login host of a known cloud/, ["warning authority-unusual"]],
  ])("%s", (value, said, expected) => {
    const { findings } = report({
      env: { AZURE_AUTHORITY_HOST: value },
      outcomes: { "managed-identity-system": "succeeded" },
    });
    expect(findings.map(({ slug, level }) => `${level} ${slug}`)).toEqual(expected);
    expect(findings[0]?.cause).toMatch(said);
  });

  test.each([
    "https://login.microsoftonline.com/",
    "https://login.microsoftonline.us",
    "https://login.windows.net",
  ])("%s is usual", (value) => {
    const env = { AZURE_AUTHORITY_HOST: value };
    expect(found({ env, outcomes: { "managed-identity-system": "succeeded" } })).toEqual([]);
  });

  test("a damaged value is told as such", () => {
    const env = { AZURE_AUTHORITY_HOST: `"https://login.microsoftonline.com"` };
    expect(found({ env, outcomes: { "managed-identity-system": "succeeded" } })).toEqual([
      "error variable-damaged",
      "warning sdks-disagree",
    ]);
  });
});

describe("a console that is not told of the app's identity", () => {
  const kudu = { kind: "kudu-linux", evidence: [{ what: "WEBSITE_SITE_NAME", value: "shop" }] };
  const masked = { IDENTITY_ENDPOINT: MASK, IDENTITY_HEADER: MASK };

  test("the Kudu container: unknown, not none; exit code 4, and the way to the right console", () => {
    const judged = report({ env: masked, host: kudu });
    expect(judged.verdict).toMatchObject({
      exitCode: 4,
      headline: expect.stringMatching(/^Wrong container/),
    });
    expect(judged.chains.map(({ state }) => state)).toEqual(judged.chains.map(() => "unknown"));
    expect(judged.findings.map(({ slug }) => slug)).toEqual(["kudu-container"]);
    expect(judged.findings[0]?.cause).toContain("IS configured");
    expect(JSON.stringify(judged.findings[0]?.fixes)).toMatch(/shop\.scm\.azurewebsites\.net\/webssh\/host/);
  });

  test("a site's new kind of host name", () => {
    const named = [...kudu.evidence, { what: "WEBSITE_HOSTNAME", value: "shop-h4.eu-01.azurewebsites.net" }];
    const [first] = report({ env: masked, host: { ...kudu, evidence: named } }).findings;
    expect(JSON.stringify(first?.fixes)).toContain("https://shop-h4.scm.eu-01.azurewebsites.net/webssh/host");
  });

  test("a slot's SSH console", () => {
    const slot = [...kudu.evidence, { what: "WEBSITE_SLOT_NAME", value: "blue" }];
    const [first] = report({ env: masked, host: { ...kudu, evidence: slot } }).findings;
    expect(JSON.stringify(first?.fixes)).toContain("https://shop-blue.scm.azurewebsites.net/webssh/host");
    expect(first?.fixes[0]?.commands).toEqual([
      "az webapp ssh --name shop --resource-group '<resource-group>' --slot blue",
    ]);
  });

  test("Kudu without any identity variable, where IDENTITY IS configured is not claimed", () => {
    const [first] = report({ host: kudu }).findings;
    expect(first).toMatchObject({ slug: "kudu-container" });
    expect(first?.cause).not.toContain("IS configured");
  });

  test.each(["succeeded", "failed", "not-configured"] as const)(
    "a service principal's variables (%s) are this container's, and need not be the app's",
    (environment) => {
      for (const more of [{}, { AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential" }]) {
        const env = { ...masked, ...PRINCIPAL, ...more };
        const judged = report({ env, host: kudu, outcomes: { environment } });
        expect(judged.winner).toEqual({ state: "unknown", link: null });
        expect(judged.verdict).toMatchObject({
          exitCode: 4,
          headline: expect.stringMatching(/^Wrong container/),
        });
        expect(judged.findings[0]?.slug).toBe("kudu-container");
        const told = "AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET are set here, but";
        const { cause } = judged.findings[0] ?? {};
        if (environment === "not-configured") expect(cause).not.toContain(told);
        else expect(cause).toContain(told);
      }
    },
  );

  test("the app's own container, with the same variables", () => {
    const site = { kind: "app-service-linux", evidence: kudu.evidence };
    const judged = report({ env: PRINCIPAL, host: site, outcomes: { environment: "succeeded" } });
    expect(judged.winner).toMatchObject({ state: "won", link: "environment" });
    expect(judged.verdict.exitCode).toBe(0);
  });

  test("a bare SSH shell; not one that has the app's variables", () => {
    const bare = { kind: "app-service-ssh", evidence: [{ what: "SSH_CONNECTION", value: "a b" }] };
    const outcomes = { "managed-identity-system": "unavailable" } as const;
    const judged = report({ host: bare, outcomes });
    expect(judged.verdict.exitCode).toBe(4);
    expect(judged.findings.map(({ slug }) => slug)).toEqual(["shell-without-variables"]);
    const full = { ...bare, evidence: [...bare.evidence, { what: "WEBSITE_SITE_NAME", value: "shop" }] };
    expect(report({ host: full, outcomes }).verdict.exitCode).toBe(5);
  });
});

describe("identity-not-enabled", () => {
  const metadata: NonNullable<Host["metadata"]> = {
    state: "refused",
    detail: "nothing listens",
    exchanges: [],
  };
  const outcomes = { "managed-identity-system": "unavailable" } as const;
  const site = { kind: "functions", evidence: [{ what: "WEBSITE_SITE_NAME", value: "shop" }], metadata };

  test("explains that nobody answers at the metadata address, and says how to enable one", () => {
    const { findings, verdict } = report({ host: site, outcomes });
    expect(findings.map(({ slug }) => slug)).toEqual(["identity-not-enabled"]);
    expect(verdict.exitCode).toBe(5);
    expect(JSON.stringify(findings[0]?.fixes)).toContain("az functionapp identity assign --name shop");
  });

  test("WEBSITE_DISABLE_MSI is told first", () => {
    const { findings } = report({ host: site, outcomes, env: { WEBSITE_DISABLE_MSI: "true" } });
    expect(findings[0]?.cause).toContain("WEBSITE_DISABLE_MSI is set");
    expect(findings[0]?.fixes).toEqual([
      {
        what: expect.stringContaining("remove WEBSITE_DISABLE_MSI from the app settings"),
        commands: [
          "az functionapp config appsettings delete --name shop --resource-group '<resource-group>' --setting-names WEBSITE_DISABLE_MSI",
        ],
      },
    ]);
  });

  test("a deployment slot is named in every command", () => {
    const slot = [
      ...site.evidence,
      { what: "WEBSITE_SLOT_NAME", value: "blue" },
      { what: "WEBSITE_RESOURCE_GROUP", value: "rg" },
    ];
    const commands = report({ host: { ...site, evidence: slot }, outcomes }).findings.flatMap(({ fixes }) =>
      fixes.flatMap((fix) => fix.commands),
    );
    expect(commands).toEqual([
      "az functionapp identity assign --name shop --resource-group rg --slot blue",
      "az functionapp restart --name shop --resource-group rg --slot blue",
    ]);
  });

  test("not where an endpoint is told, nor on a machine with a metadata service", () => {
    const env = { IDENTITY_ENDPOINT: "http://127.0.0.1:41042/" };
    const endpoint = { ...metadata, source: "AppService" };
    expect(found({ host: { ...site, metadata: endpoint }, outcomes, env })).toEqual([
      "error identity-endpoint-unreachable",
    ]);
    expect(found({ host: { kind: "azure-vm", metadata }, outcomes })).toEqual(["error metadata-refused"]);
  });
});

describe("two proofs of one service principal", () => {
  const env = { ...PRINCIPAL, AZURE_CLIENT_CERTIFICATE_PATH: "/client.pem" };

  test("the secret comes first: a warning where it fails, for information where it works", () => {
    expect(found({ env, ...REFUSED })).toEqual(["error secret-wrong", "warning certificate-ignored"]);
    expect(found({ env, outcomes: { environment: "succeeded" } })).toEqual(["info certificate-ignored"]);
  });

  test("not with one of them, or with an empty secret", () => {
    expect(found({ env: PRINCIPAL, outcomes: { environment: "succeeded" } })).toEqual([]);
    const empty = { ...env, AZURE_CLIENT_SECRET: "" };
    expect(found({ env: empty, outcomes: { environment: "succeeded" } }).join()).not.toContain("ignored");
  });
});

describe("a region that JavaScript does not look up", () => {
  const env = { ...PRINCIPAL, AZURE_REGIONAL_AUTHORITY_NAME: "AutoDiscoverRegion" };

  test("an error where the link that reads it fails, a warning where it works all the same", () => {
    const dead = { outcomes: { environment: "unavailable" } } as const;
    expect(found({ env, ...dead })).toEqual(["error region-auto-discovery"]);
    expect(found({ env, outcomes: { environment: "succeeded" } })).toEqual(["warning region-auto-discovery"]);
  });

  test("not with a region's name, nor where nobody reads it", () => {
    const named = { ...env, AZURE_REGIONAL_AUTHORITY_NAME: "westeurope" };
    expect(found({ env: named, outcomes: { environment: "succeeded" } })).toEqual([]);
    const only = {
      AZURE_REGIONAL_AUTHORITY_NAME: "AutoDiscoverRegion",
      AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    };
    expect(found({ env: only, outcomes: { "managed-identity-system": "succeeded" } })).toEqual([]);
  });
});

describe("what is left out of a chain is told with who leaves it out", () => {
  const works = { "managed-identity-system": "succeeded" } as const;
  const exclude = (
    env: Record<string, string>,
    ids: readonly LinkId[],
    outcomes: Situation["outcomes"] = works,
  ) => {
    const base = evidence();
    const options = { ...base.invocation.options, exclude: [...ids] };
    const facts = { environment: environmentSnapshot(env), links: links(outcomes ?? {}) };
    return judge(evidence({ ...facts, invocation: { ...base.invocation, options } })).findings.map(
      ({ slug }) => slug,
    );
  };

  test("the option alone: not AZURE_TOKEN_CREDENTIALS", () => {
    expect(exclude({}, ["managed-identity-system"])).toEqual(["excluded-link-works"]);
    const env = { AZURE_TOKEN_CREDENTIALS: "prod" };
    expect(exclude(env, ["managed-identity-system"])).toEqual(["excluded-link-works"]);
  });

  test("AZURE_TOKEN_CREDENTIALS alone: not the option", () => {
    expect(exclude({ AZURE_TOKEN_CREDENTIALS: "dev" }, [])).toEqual(["token-credentials-excludes"]);
    expect(exclude({ AZURE_TOKEN_CREDENTIALS: "dev" }, ["azure-cli"])).toEqual([
      "token-credentials-excludes",
    ]);
    expect(exclude({ AZURE_TOKEN_CREDENTIALS: "dev" }, ["managed-identity-system"])).toEqual([
      "token-credentials-excludes",
    ]);
  });

  test("not an identity that the chain would not ask, nor where something wins", () => {
    const steered = { ...works, "managed-identity-env": "failed" } as const;
    expect(exclude({ AZURE_CLIENT_ID: GUID }, ["managed-identity-system"], steered)).not.toContain(
      "excluded-link-works",
    );
    const other = { ...works, environment: "succeeded" } as const;
    expect(exclude(PRINCIPAL, ["managed-identity-system"], other)).not.toContain("excluded-link-works");
  });
});

test("a certificate's file that is not there leaves no variable incomplete", () => {
  const file = {
    name: "file of AZURE_CLIENT_CERTIFICATE_PATH",
    from: "file",
    state: "unset",
    problem: "missing",
  } as const;
  const variables = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH"];
  const set = variables.map((name) => ({ name, from: "environment", state: "set" }) as const);
  const env = { AZURE_TENANT_ID: GUID, AZURE_CLIENT_ID: GUID, AZURE_CLIENT_CERTIFICATE_PATH: "/no.pem" };
  expect(found({ env, special: { environment: { inputs: [...set, file] } } })).toEqual([
    "error certificate-unusable",
  ]);
});

test("each damage of a certificate's file has a remedy of its own", () => {
  const remedies = Object.keys(FILE_PROBLEMS).map((problem) => {
    const file = {
      name: "file of AZURE_CLIENT_CERTIFICATE_PATH",
      from: "file",
      state: "set",
      problem,
    } as const;
    const { findings } = report({ env: PRINCIPAL, special: { environment: { inputs: [file] } } });
    expect(findings.map(({ slug }) => slug)).toEqual(["certificate-unusable"]);
    return JSON.stringify(findings[0]?.fixes);
  });
  expect(new Set(remedies).size).toBe(remedies.length);
  expect(remedies.find((fixes) => fixes.includes("chmod"))).toContain("app's user, and nobody else");
});

test("a managed identity is told by the kind of id that named it", () => {
  const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";
  const judged = (name: string, value: string) => {
    const base = evidence();
    const options = { ...base.invocation.options, managedIdentityResourceId: value };
    const inputs = [{ name, from: "option", state: "set", value } as const];
    const refused = { name: "E", text: "no", description: "Identity not found" };
    return judge(
      evidence({
        invocation: { ...base.invocation, options },
        links: links(
          { "managed-identity-option": "failed" },
          { "managed-identity-option": { inputs, error: refused } },
        ),
      }),
    ).findings.find(({ slug }) => slug === "client-id-not-attached");
  };
  const byResource = judged("managed-identity-resource-id", id);
  expect(byResource?.cause).toContain(
    `managedIdentityResourceId is ${id}, and no identity with that resource id`,
  );
  expect(JSON.stringify(byResource?.fixes)).toContain(`--identities ${id}`);
  expect(judged("managed-identity-client-id", GUID)?.cause).toContain("no identity with that client id");
});

test("an object id in place of a client id is told with whose it is", () => {
  const refused = { error: { name: "E", text: "no", description: "Identity not found" } };
  const token = {
    scope: "s",
    outcome: "succeeded",
    claims: { oid: GUID, appid: "client", xms_mirid: "/a/virtualMachines/vm" },
  } as const;
  const { findings } = report({
    env: { AZURE_CLIENT_ID: GUID },
    outcomes: { "managed-identity-env": "failed", "managed-identity-system": "succeeded" },
    special: {
      "managed-identity-env": {
        ...refused,
        inputs: [{ name: "AZURE_CLIENT_ID", from: "environment", state: "set", value: GUID.toUpperCase() }],
      },
      "managed-identity-system": { tokens: [token] },
    },
  });
  expect(findings).toMatchObject([
    {
      slug: "object-id-as-client-id",
      cause: expect.stringMatching(
        /the object id .* of the system-assigned identity of vm, whose client id is client\./,
      ),
      fixes: [{ commands: ["export AZURE_CLIENT_ID=client"] }, {}],
    },
  ]);
});

test("a federated token past its end is told where Entra did not say so, and the clock is not ahead", () => {
  const input = { name: "file of AZURE_FEDERATED_TOKEN_FILE", from: "file", state: "set" } as const;
  const inputs = [{ ...input, note: "expired", value: "valid until yesterday" }];
  const told = (skewSeconds: number) =>
    found({
      outcomes: { "workload-identity": "unavailable" },
      special: { "workload-identity": { inputs } },
      host: { clock: { skewSeconds, source: "login.microsoftonline.com" } },
    });
  expect(told(-3)).toEqual(["warning federated-token-expired"]);
  expect(told(3600)).toEqual(["warning clock-skew"]);
});

test.each([
  [70025, "federation-missing"],
  [7002138, "federation-missing"],
  [700211, "federation-missing"],
  [700024, "assertion-expired"],
  [53003, "policy-blocks-login"],
  [9_999_999, "entra-refused"],
  ...entraErrors
    .filter(({ oauth }) => oauth === undefined)
    .flatMap(({ codes, finding }) => codes.map((code): [number, string] => [code, finding])),
])("Entra's AADSTS%i is told as %s", (code, slug) => {
  const error = { name: "E", text: "no", entra: [{ code }] };
  const told = found({
    outcomes: { "workload-identity": "failed" },
    special: { "workload-identity": { error } },
  });
  expect(told).toContain(`error ${slug}`);
});

test("what Entra says of federated tokens is not said of an app that sent a secret", () => {
  const error = { name: "E", text: "no", entra: [{ code: 700229 }] };
  const told = found({
    env: PRINCIPAL,
    outcomes: { environment: "failed" },
    special: { environment: { error } },
  });
  expect(told).toEqual(["error entra-refused"]);
});

describe("federation-missing says what differs, and mends that", () => {
  const CLOUD = "api://AzureADTokenExchange";
  const ISSUER = "https://issuer.example/";
  const told = (code: number, audience = CLOUD) => {
    const federated = { issuer: ISSUER, subject: "system:serviceaccount:shop:web", audience };
    const input = { name: "file of AZURE_FEDERATED_TOKEN_FILE", from: "file", state: "set" } as const;
    const [first] = report({
      env: { AZURE_CLIENT_ID: GUID, AZURE_TENANT_ID: GUID },
      outcomes: { "workload-identity": "failed" },
      special: {
        "workload-identity": {
          inputs: [{ ...input, value: "in any words", federated }],
          error: { name: "E", text: "no", entra: [{ code }] },
        },
      },
    }).findings;
    return { cause: first?.cause ?? "", fixes: first?.fixes ?? [], commands: commandsOf(first?.fixes ?? []) };
  };
  const commandsOf = (fixes: Report["findings"][number]["fixes"]) =>
    fixes.flatMap(({ commands }) => commands).join("\n");
  const CODES = [70021, 700211, 700212, 700213, 7002138, 70025];

  test("each number has its own words, and stands in them", () => {
    const causes = CODES.map((code) => told(code).cause);
    expect(new Set(causes).size).toBe(CODES.length);
    for (const [index, code] of CODES.entries()) expect(causes[index]).toContain(`AADSTS${code}`);
  });

  test("the issuer: which one the cluster has now", () => {
    expect(told(700211).fixes[0]?.commands[0]).toContain("--query oidcIssuerProfile.issuerUrl");
    expect(told(700211).commands).toContain(`--issuer ${ISSUER}`);
  });

  test("the audience of another cloud: the token is made anew, no credential for it", () => {
    const { commands, fixes } = told(700212, "api://AzureADTokenExchangeUSGov");
    expect(commands).toContain("serviceAccountToken.audience");
    expect(commands).not.toContain("federated-credential create");
    expect(fixes[0]?.what).toContain(`${CLOUD},`);
  });

  test("the audience of this cloud: the credential is what is wrong", () => {
    expect(told(700212).commands).toContain(`federated-credential update`);
    expect(told(700212).commands).toContain(`--audiences ${CLOUD}`);
  });

  test("the subject gets a credential; its case alone is corrected", () => {
    expect(told(700213).commands).toContain("federated-credential create");
    expect(told(7002138).commands).toContain("--subject system:serviceaccount:shop:web");
    expect(told(7002138).commands).not.toContain("create");
  });
});

test("AADSTS700023 has two meanings, and the OAuth error tells which", () => {
  const told = (oauth: string) => {
    const asked = {
      method: "POST",
      url: "https://login.microsoftonline.com/t/oauth2/v2.0/token",
      durationMs: 1,
    };
    const sent = { startedAt: "2026-11-01T08:00:00.000Z", requestHeaders: {}, responseHeaders: {} };
    const exchange = { ...asked, ...sent, status: 401, errorBody: JSON.stringify({ error: oauth }) };
    const error = { name: "E", text: "no", entra: [{ code: 700023 }] };
    return found({
      outcomes: { "workload-identity": "failed" },
      special: { "workload-identity": { error, exchanges: [exchange] } },
    });
  };
  expect(told("invalid_client")).toContain("error assertion-refused");
  expect(told("invalid_scope")).toContain("error resource-not-known");
});
