import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { TargetEvidence } from "../../src/model/report.ts";
import { evidence, links } from "./evidence.ts";

function said(url: string, cloud: TargetEvidence["cloud"], scope: string) {
  const error = { name: "E", text: "no", entra: [{ code: 500_011 }] };
  const report = judge(
    evidence({
      links: links({ environment: "failed" }, { environment: { error } }),
      targets: [{ ...{ url, cloud, scope, resource: "live", service: "signalr" }, stages: [], access: [] }],
    }),
  );
  const [finding] = report.findings;
  expect(finding?.slug).toBe("resource-not-known");
  return finding!.cause;
}

test("where no token comes for an audience that nobody has tried, that is said", () => {
  expect(said("https://live.signalr.azure.us/", "usgov", "https://signalr.azure.us/.default")).toMatch(
    /Of https:\/\/signalr\.azure\.us\/\.default it is not known whether it is right in this cloud/,
  );
});

test("the resource that the app itself asked for is named, and looked up", () => {
  const error = { name: "E", text: "no", entra: [{ code: 500_011 }] };
  const tokens = [
    { scope: "https://orders.contoso.example/.default", outcome: "failed", claims: {} } as const,
  ];
  const { findings } = judge(
    evidence({ links: links({ environment: "failed" }, { environment: { error, tokens } }) }),
  );
  expect(findings[0]?.cause).toContain("A token was asked for https://orders.contoso.example.");
  expect(findings[0]?.fixes.at(-1)?.commands).toEqual([
    "az ad sp show --id https://orders.contoso.example --query servicePrincipalNames",
  ]);
});

test("and not of one that is known", () => {
  const cause = said("https://live.service.signalr.net/", "public", "https://signalr.azure.com/.default");
  expect(cause).not.toContain("not known whether");
});
