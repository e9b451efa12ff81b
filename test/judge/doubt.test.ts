import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { TargetEvidence } from "../../src/model/report.ts";
import { findService } from "../../src/catalogue/services/index.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

const LINK = "managed-identity-system";

function judged(target: TargetEvidence) {
  return judge(evidence({ links: links({ [LINK]: "succeeded" }), targets: [target] }));
}

/** A target of a service of which one probe is known, and nothing of its refusals. */
function single(service: string, url: string, errorBody: string): TargetEvidence {
  const blob = blobTarget({ status: 403 });
  const probe = findService(service)!.probes[0]!;
  const [row] = blob.access;
  return {
    ...blob,
    ...{ service, url, resource: new URL(url).hostname.split(".")[0]! },
    access: [
      {
        ...row!,
        level: probe.level,
        action: probe.action,
        testedScope: { kind: "resource", name: "as a whole", named: true },
        exchange: { ...row!.exchange!, errorBody },
        roles: [...probe.roles],
      },
    ],
  };
}

const TWINS = "https://contoso.api.weu.digitaltwins.azure.net/";

test("a refusal whose meaning is only inferred is told so in headline, title, cause and fixes", () => {
  const { verdict, findings } = judged(single("digital-twins", TWINS, "Forbidden"));
  const [found] = findings;
  expect(verdict.headline).toContain("it probably may not read");
  expect(verdict.detail).toMatch(/^It probably needs the role Azure Digital Twins Data Reader at /);
  expect(found).toMatchObject({
    slug: "role-missing",
    title: "Probably the identity has no role that allows this",
  });
  expect(found!.cause).toContain("a network rule may be behind such an answer, too");
  expect(found!.fixes[0]!.commands[0]).toMatch(/^az role assignment list --assignee /);
  expect(found!.fixes.at(-1)!.what).toMatch(/^If it has no role that allows it: give this identity/);
});

test("so is a network rule that only words of the answer speak of", () => {
  const { verdict, findings } = judged(single("digital-twins", TWINS, "public access is disabled"));
  const [found] = findings;
  expect(verdict.headline).toContain("probably a network rule refuses this machine");
  expect(found).toMatchObject({
    slug: "network-rule-refuses",
    title: "Probably a network rule refuses this machine",
  });
  expect(found!.cause).toContain("a missing role may be refused alike");
  expect(found!.fixes.map(({ commands }) => commands[0]?.slice(0, 25))).toContain(
    "az role assignment create",
  );
});

test("where a condition may refuse the random name alone, the app's own name comes first", () => {
  const { verdict, findings } = judged(blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" }));
  expect(verdict.detail).toContain("or its role is under a condition");
  expect(findings[0]).toMatchObject({ title: "It has no role for this, or one under a condition" });
  const [ask, grant] = findings[0]!.fixes;
  expect(ask!.commands).toEqual(["credprobe 'https://acct.blob.core.windows.net/c/<blob>'"]);
  expect(grant!.what).toMatch(/^If it has no role that allows it: /);
});

test("a documented refusal is not hedged, and the second line says what is to be done", () => {
  const { verdict, findings } = judged(blobTarget({ status: 403, code: "AuthorizationFailure" }));
  expect(findings[0]).toMatchObject({ title: "A network rule of the resource refuses this machine" });
  expect(verdict.headline).not.toContain("probably");
  expect(verdict.detail).toMatch(/^The network rules of acct\/c have to let this machine in/);
});
