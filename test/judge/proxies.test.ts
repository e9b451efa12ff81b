import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { evidence, variable } from "./evidence.ts";

const PROXY = "http://proxy.contoso.example:3128";

/** What is said of the two addresses with these variables. */
function said(proxy: Record<string, string>, special: Parameters<typeof evidence>[0] = {}): string {
  const host = { ...evidence().host, proxy };
  const { findings } = judge(evidence({ host, ...special }));
  return findings.find(({ slug }) => slug === "proxy-use")?.cause ?? "";
}

describe("which way each SDK takes (chain.md section 4.6)", () => {
  test.each([
    [
      { HTTPS_PROXY: PROXY },
      /254: through the proxy in javascript; directly in python, dotnet, java, go\./,
      /login\.microsoftonline\.com: through the proxy in javascript, python, dotnet, go; directly in java\./,
    ],
    [
      { HTTP_PROXY: PROXY, NO_PROXY: "169.254.0.0/16" },
      /254: through the proxy in javascript; directly in python, java, go; not known in dotnet\./,
      /com: through the proxy in javascript; directly in python, dotnet, java, go\./,
    ],
    [
      { all_proxy: PROXY, no_proxy: "169.254.169.254" },
      /254: directly in javascript, python, dotnet, java, go\./,
      /com: through the proxy in javascript, python, dotnet; directly in java, go\./,
    ],
  ])("%j", (proxy, metadata, login) => {
    expect(said(proxy)).toMatch(metadata);
    expect(said(proxy)).toMatch(login);
  });

  test("of the login host that the app uses", () => {
    const environment = [variable("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us/")];
    expect(said({ HTTPS_PROXY: PROXY }, { environment })).toContain("login.microsoftonline.us: through");
  });

  test("nothing is said where no proxy is named", () => {
    expect(said({})).toBe("");
    expect(said({ NO_PROXY: "*" })).toBe("");
  });
});
