import { describe, expect, test } from "vitest";
import { environmentSnapshot } from "../../src/collect/environment.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Finding, Host, Invocation, LinkEvidence } from "../../src/model/report.ts";
import type { LinkId, Outcome } from "../../src/model/words.ts";
import { evidence, links, token } from "./evidence.ts";

interface Situation {
  readonly env?: Readonly<Record<string, string>>;
  readonly outcomes?: Partial<Record<LinkId, Outcome>>;
  readonly special?: Partial<Record<LinkId, Partial<LinkEvidence>>>;
  readonly host?: Partial<Host>;
  readonly options?: Partial<Invocation["options"]>;
}

function found({ env = {}, outcomes = {}, special, host = {}, options = {} }: Situation): Finding[] {
  const base = evidence();
  return judge(
    evidence({
      environment: environmentSnapshot(env),
      links: links(outcomes, special),
      host: { ...base.host, ...host },
      invocation: { ...base.invocation, options: { ...base.invocation.options, ...options } },
    }),
  ).findings;
}

function slugs(situation: Situation): string[] {
  return found(situation).map(({ slug, level }) => `${level} ${slug}`);
}

const POD = { kind: "aks" } as const;
const SYSTEM = "managed-identity-system";

describe("a pod without workload identity", () => {
  const several = {
    outcomes: { [SYSTEM]: "failed" },
    special: {
      [SYSTEM]: {
        source: "Imds",
        error: { name: "E", text: "no", description: "Multiple user assigned identities exist, please" },
      },
    },
  } as const;

  test("explains that its node has several identities; not on a machine", () => {
    expect(slugs({ ...several, host: POD })).toEqual(["error workload-identity-not-injected"]);
    expect(slugs(several)).toEqual(["error several-identities"]);
  });

  test("is told for information where the node's identity is taken", () => {
    const [one] = found({
      outcomes: { [SYSTEM]: "succeeded" },
      special: { [SYSTEM]: { source: "Imds" } },
      host: POD,
    });
    expect(one).toMatchObject({ slug: "workload-identity-not-injected", level: "info" });
    expect(one?.cause).toContain("and the app gets ");
  });

  test("not where the webhook was there, nor where a service principal comes before", () => {
    const env = { AZURE_FEDERATED_TOKEN_FILE: "/token" };
    expect(slugs({ env, host: POD, outcomes: { "workload-identity": "succeeded" } })).toEqual([]);
    expect(slugs({ host: POD, outcomes: { environment: "succeeded", [SYSTEM]: "succeeded" } })).toEqual([
      "info identity-shadowed",
    ]);
  });
});

describe("workload identity that lacks a variable", () => {
  const inputs = (...absent: string[]) => [
    { name: "AZURE_FEDERATED_TOKEN_FILE", from: "environment" as const, state: "set" as const },
    ...absent.map((name) => ({ name, from: "environment" as const, state: "unset" as const })),
  ];
  const situation = (...absent: string[]): Situation => ({
    env: { AZURE_FEDERATED_TOKEN_FILE: "/token" },
    special: { "workload-identity": { inputs: inputs(...absent) } },
    options: { sdk: "python" },
  });

  test("the client id, in a pod: the service account's annotation", () => {
    const [one, ...others] = found({ ...situation("AZURE_CLIENT_ID"), host: POD });
    expect(one).toMatchObject({
      slug: "workload-identity-incomplete",
      level: "error",
      cause: expect.stringContaining("annotation azure.workload.identity/client-id"),
    });
    expect(one?.fixes[0]?.commands[0]).toMatch(/^kubectl annotate serviceaccount/);
    expect(others).toEqual([]);
  });

  test("elsewhere, or another variable: set by hand, or left behind", () => {
    for (const where of [{}, { host: POD }]) {
      const [one] = found({ ...situation("AZURE_TENANT_ID"), ...where });
      expect(one?.cause).toContain("AZURE_TENANT_ID is not");
      expect(one?.cause).toContain("by hand");
    }
    const [one] = found(situation("AZURE_CLIENT_ID"));
    expect(one?.cause).toContain("by hand");
  });

  test("a warning where something wins; nothing where all is there", () => {
    const wins = { outcomes: { [SYSTEM]: "succeeded" } } as const;
    expect(slugs({ ...situation("AZURE_TENANT_ID"), ...wins })).toEqual([
      "warning workload-identity-incomplete",
    ]);
    expect(slugs({ ...situation(), ...wins })).toEqual([]);
  });
});

test("what Entra's numbers advise about a variable is an app setting on App Service", () => {
  const regional = { error: { name: "E", text: "AADSTS100007: no", entra: [{ code: 100007 }] } };
  const advised = (kind: string) =>
    found({ host: { kind }, outcomes: { environment: "failed" }, special: { environment: regional } })
      .filter(({ slug }) => slug === "regional-host-refused")
      .flatMap(({ fixes }) => fixes.flatMap(({ commands }) => commands));
  expect(advised("azure-vm")).toEqual(["unset AZURE_REGIONAL_AUTHORITY_NAME"]);
  expect(advised("app-service-linux")).toEqual([
    "az webapp config appsettings delete --name '<name>' --resource-group '<resource-group>' --setting-names AZURE_REGIONAL_AUTHORITY_NAME",
  ]);
});

describe("a managed identity that is a person", () => {
  const person = {
    tokens: [token({ oid: "o", idtyp: "user", scp: "user_impersonation", upn: "a@contoso.example" })],
  };
  const told = (source: string, special: Partial<LinkEvidence>) =>
    found({
      outcomes: { [SYSTEM]: "succeeded" },
      special: { [SYSTEM]: { source, ...special } },
      options: { sdk: "javascript" },
    });

  test.each([
    ["CloudShell", "signed in to it"],
    ["MachineLearning", "single sign-on"],
  ])("%s", (source, words) => {
    expect(told(source, person)).toMatchObject([
      { slug: "managed-identity-is-user", level: "info", cause: expect.stringContaining(words) },
    ]);
  });

  test("not an identity's own token, nor a developer's", () => {
    expect(told("MachineLearning", {})).toEqual([]);
    expect(slugs({ outcomes: { "azure-cli": "succeeded" }, special: { "azure-cli": person } })).toEqual([]);
  });
});

describe("AZURE_TOKEN_CREDENTIALS without a look before asking", () => {
  const state = (is: "silent" | "refused" | "answers"): Partial<Host> => ({
    metadata: { source: "Imds", state: is, detail: "d", exchanges: [] },
  });
  const dead = { outcomes: { [SYSTEM]: "unavailable" } } as const;
  const slug = "warning no-look-before-asking";

  test.each(["ManagedIdentityCredential", " managedidentitycredential "])("%j, and nobody there", (value) => {
    const env = { AZURE_TOKEN_CREDENTIALS: value };
    expect(slugs({ env, ...dead, host: state("silent") })).toContain(slug);
    expect(slugs({ env, ...dead, host: state("refused") })).toContain(slug);
  });

  test("not with a group, without the variable, or where somebody answers", () => {
    expect(slugs({ env: { AZURE_TOKEN_CREDENTIALS: "prod" }, ...dead, host: state("silent") })).not.toContain(
      slug,
    );
    expect(slugs({ ...dead, host: state("silent") })).not.toContain(slug);
    const env = { AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential" };
    expect(slugs({ env, outcomes: { [SYSTEM]: "failed" }, host: state("answers") })).not.toContain(slug);
  });
});

describe("a developer's machine without tools", () => {
  const metadata: Host["metadata"] = { source: "Imds", state: "refused", detail: "d", exchanges: [] };
  const desk = { kind: "developer-machine", metadata };
  const nobody = { [SYSTEM]: "unavailable" } as const;

  test("one finding, which explains that there is no managed identity", () => {
    const special = { "azure-cli": { reason: "az is not on PATH" } } as const;
    const findings = found({ host: desk, outcomes: nobody, special });
    expect(findings.map(({ slug }) => slug)).toEqual(["no-tool-installed"]);
    expect(findings[0]?.cause).toContain("az is not on PATH.");
    expect(JSON.stringify(findings[0]?.fixes)).toMatch(/installazurecli.*az login/);
  });

  test("not where one is there, nor on a server, nor where variables are set", () => {
    const idle = { ...nobody, "azure-cli": "unavailable" } as const;
    expect(slugs({ host: desk, outcomes: idle })).toContain("error no-tool-login");
    expect(slugs({ host: { kind: "unknown", metadata }, outcomes: nobody })).toEqual([
      "error metadata-refused",
    ]);
    const tenant = { name: "AZURE_TENANT_ID", from: "environment", state: "set" } as const;
    const secret = { name: "AZURE_CLIENT_SECRET", from: "environment", state: "unset" } as const;
    const special = { environment: { inputs: [tenant, secret] } };
    expect(slugs({ host: desk, outcomes: nobody, special })).toContain("error environment-incomplete");
    expect(slugs({ host: desk, outcomes: nobody, special })).not.toContain("error no-tool-installed");
  });
});

describe("an option that DefaultAzureCredential does not have", () => {
  const works = { outcomes: { "managed-identity-option": "succeeded", [SYSTEM]: "succeeded" } } as const;
  const said = (options: Situation["options"]) =>
    slugs({ ...works, options: options ?? {} }).filter((one) => one.endsWith("option-not-in-sdk"));

  test("an object id: in no SDK", () => {
    expect(said({ managedIdentityObjectId: "o" })).toEqual(["info option-not-in-sdk"]);
    expect(said({ managedIdentityObjectId: "o", sdk: "javascript" })).toEqual(["warning option-not-in-sdk"]);
  });

  test("a resource id: not in Python and Go", () => {
    expect(said({ managedIdentityResourceId: "/r" })).toEqual([]);
    expect(said({ managedIdentityResourceId: "/r", sdk: "javascript" })).toEqual([]);
    expect(said({ managedIdentityResourceId: "/r", sdk: "python" })).toEqual(["warning option-not-in-sdk"]);
    const [one] = found({ ...works, options: { managedIdentityResourceId: "/r", sdk: "go" } });
    expect(one?.cause).toMatch(
      /DefaultAzureCredential of go does not take a resource id; that of javascript, .* does\./,
    );
  });

  test("a client id: not in Go", () => {
    expect(said({ managedIdentityClientId: "c", sdk: "python" })).toEqual([]);
    expect(said({ managedIdentityClientId: "c", sdk: "go" })).toEqual(["warning option-not-in-sdk"]);
  });
});
