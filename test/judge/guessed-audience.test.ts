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

test("and not of one that is known", () => {
  const cause = said("https://live.service.signalr.net/", "public", "https://signalr.azure.com/.default");
  expect(cause).not.toContain("not known whether");
});
