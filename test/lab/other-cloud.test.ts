import { expect, test } from "vitest";
import { isIssuedElsewhere } from "../../src/catalogue/clouds.ts";
import { CLOUDS } from "../../src/model/words.ts";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

test("a managed identity's token is not sent to a host of another cloud, though the audience is the same", async () => {
  const { code, stdout } = await runCli(["lab", "storage-other-cloud", "-o", "json", "--quiet"]);
  const { targets, links } = reportSchema.parse(JSON.parse(stdout));
  expect(code).toBe(3);
  expect(links.flatMap(({ tokens }) => tokens.map(({ outcome }) => outcome))).toEqual(["succeeded"]);
  expect(targets[0]?.stages.map(({ outcome }) => outcome)).not.toContain("failed");
  expect(targets[0]?.access).toMatchObject([
    { verdict: "wrong-cloud", notSent: "the token was issued in another cloud" },
  ]);
  expect(targets[0]?.access[0]).not.toHaveProperty("exchange");
});

const TENANT = "095065b7-7caf-4300-b44e-96850fe8f9b2";

/** dataplane.md section 1: issuers of version 1.0 are the same in the public cloud and in US Government. */
test.each([
  [`https://sts.windows.net/${TENANT}/`, ["china"]],
  [`https://sts.chinacloudapi.cn/${TENANT}/`, ["public", "usgov"]],
  [`https://login.microsoftonline.com/${TENANT}/v2.0`, ["usgov", "china"]],
  [`https://login.microsoftonline.us/${TENANT}/v2.0`, ["public", "china"]],
  ["https://issuer.contoso.example/", []],
  ["", []],
  [undefined, []],
])("%s is not of %j", (issuer, clouds) => {
  expect(CLOUDS.filter((cloud) => isIssuedElsewhere(issuer, cloud))).toEqual(clouds);
});
