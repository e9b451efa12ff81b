import { describe, expect, test } from "vitest";
import { services } from "../../../src/catalogue/services/index.ts";
import { saidOf } from "../../support/service-answers.ts";

const NAMED = "parttolist";
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "key-vault": [`secrets/${NAMED}`, `keys/${NAMED}`, `certificates/${NAMED}`, NAMED],
  cosmos: [`dbs/${NAMED}`, `dbs/${NAMED}/colls/${NAMED}`],
};

/** What is listed when a part is named: by its request, or by the registry's word. */
const LISTINGS = services.flatMap(({ name, part, probes }) =>
  (PARTS[name] ?? [NAMED]).flatMap((text) => {
    const named = part.parse(text, "random");
    return probes.flatMap(({ level, kinds, about, ask }) => {
      if (level !== "list" || kinds?.includes(named.kind) === false) return [];
      const context = { scope: named, random: "random", resource: "resource", date: "date" };
      const asked = ask.kind === "http" ? ask.request(context).path : ask.kind;
      return [{ service: name, text, asked, scope: about ?? named }];
    });
  }),
);

test("services list", () => expect(LISTINGS.length).toBeGreaterThan(10));

test.each(LISTINGS)("$service, $text: $asked is granted where it is asked", ({ asked, scope }) => {
  // Names are told to who may list the whole: a role on one part would not show any.
  expect(asked.includes(NAMED) || scope.armSuffix?.includes(NAMED) !== true).toBe(true);
});

const refusal = (inner: string) => ({
  status: 403,
  body: JSON.stringify({ error: { code: "Forbidden", message: "x", innererror: { code: inner } } }),
});

describe.each(["secrets", "keys", "certificates"])("%s of a vault", (collection) => {
  const whole = `https://kv-contoso.vault.azure.net/${collection}`;

  test.each([whole, `${whole}/orders`])("%s: listing is refused for the vault", (url) => {
    const { verdict, finding } = saidOf(url, "list", refusal("ForbiddenByRbac"));
    expect([verdict, finding?.slug]).toEqual(["denied-rbac", "role-missing"]);
    expect(finding?.cause).toContain("reached kv-contoso with");
    expect(finding?.cause).not.toContain("orders");
    const [fix] = finding?.fixes ?? [];
    expect(fix?.commands[0]).toMatch(/--role 'Key Vault Reader' --scope '?[^ ]*\/vaults\/kv-contoso'?$/);
  });

  test.each([whole, `${whole}/orders`])("%s: of a vault that goes by policies, too", (url) => {
    const [fix] = saidOf(url, "list", refusal("AccessDenied")).finding?.fixes ?? [];
    expect(fix?.commands[0]).toMatch(/--(?:secret|key|certificate)-permissions list$/);
  });

  test("reading one of them is refused for that one", () => {
    const { verdict, finding } = saidOf(`${whole}/orders`, "read", refusal("ForbiddenByRbac"));
    expect(verdict).toBe("denied-rbac");
    expect(finding?.fixes[0]?.commands[0]).toContain(`/vaults/kv-contoso/${collection}/orders`);
  });
});

/** Deleting is asked of a name that does not exist, whichever was named. */
describe.each(["", "/orders"])("deleting%s", (part) => {
  test("of a vault: a role on one secret would not show", () => {
    const url = `https://kv-contoso.vault.azure.net/secrets${part}`;
    const { verdict, finding } = saidOf(url, "delete", refusal("ForbiddenByRbac"));
    expect([verdict, finding?.slug]).toEqual(["inconclusive", "answer-unclear"]);
    expect(finding?.cause).toContain("A role on one secret would not show.");
    // Naming one would not be asked for otherwise.
    expect(finding?.fixes.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^If it turns out to have/),
    ]);
    const [policy] = saidOf(url, "delete", refusal("AccessDenied")).finding?.fixes ?? [];
    expect(policy?.commands[0]).toMatch(/--secret-permissions delete$/);
  });
});

test("keys of an HSM are listed for all of them", () => {
  const url = "https://hsm-contoso.managedhsm.azure.net/keys/orders";
  const text =
    "Not authorized to access Microsoft.KeyVault/managedHsm/keys/read/action on / (Activity ID: x)";
  const body = JSON.stringify({ error: { code: "AccessDenied", message: text } });
  const { verdict, finding } = saidOf(url, "list", { status: 403, body });
  expect(verdict).toBe("denied-rbac");
  expect(finding?.fixes[0]?.commands[0]).toMatch(/--scope \/keys$/);
});
