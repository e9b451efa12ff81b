import { expect } from "vitest";
import { isRoleId } from "../../src/catalogue/role-names.ts";
import { judge } from "../../src/judge/judge.ts";
import { evidenceSchema, reportSchema, type Report } from "../../src/model/report.ts";
import { anonymize } from "../../src/report/anonymize.ts";
import { FORMATS, type Format } from "../../src/report/formats.ts";
import { seal } from "../../src/report/seal.ts";

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Microsoft's own, and those that are none. */
const EVERYBODYS = /^0000000/;
/** Everything in the lab that has a name of its own has this in it. */
const NAMES = /[\w.%-]*(?:contoso|fabrikam)[\w.%-]*/gi;

/** That a report of the lab under pseudonyms tells nothing of whose it is, in any format, and still says the same. */
export async function expectAnonymous(report: Report): Promise<void> {
  const evidence = evidenceSchema.parse(report);
  const salt = "lab-fake-salt";
  const anonymous = seal({ ...judge(anonymize(evidence, salt).evidence), redactions: report.redactions }, []);
  expect(reportSchema.safeParse(anonymous).success, "fits the schema").toBe(true);
  expect(saying(anonymous)).toEqual(saying(report));

  const own = new Set(JSON.stringify(report).match(GUID));
  const ids = [...own].filter((id) => !isRoleId(id) && !EVERYBODYS.test(id)).map((id) => id.toLowerCase());
  const addresses = report.targets.flatMap((target) => target.addresses ?? []);
  const scenario = report.lab?.scenario ?? "";
  for (const { render } of Object.values<Format>(FORMATS)) {
    const shown = await render(anonymous, { unicode: true, width: 500 });
    const text = shown.replaceAll(scenario, "");
    expect(text.match(NAMES) ?? [], "names").toEqual([]);
    const lower = text.toLowerCase();
    expect(
      ids.filter((id) => lower.includes(id) || lower.includes(id.replaceAll("-", ""))),
      "ids",
    ).toEqual([]);
    expect(
      addresses.filter((address) => text.includes(address)),
      "addresses",
    ).toEqual([]);
    expect(text).not.toContain(salt);
  }
}

/** What a report says, without whose it is. */
function saying({ verdict, winner, chains, links, targets, findings }: Report) {
  return {
    ...{ exitCode: verdict.exitCode, winner },
    chains: chains.map(({ sdk, credential, state, winner: link, stopsAt, shadowed }) => ({
      ...{ sdk, credential, state, link, stopsAt, shadowed },
    })),
    identities: links.map(({ tokens }) => tokens.map(({ identity }) => identity?.kind)),
    targets: targets.map(({ route, connectionLink, passedOver, access }) => ({
      ...{ route, connectionLink, passedOver },
      access: access.map(({ link, level, verdict: said, confidence }) => ({ link, level, said, confidence })),
    })),
    findings: findings.map(({ slug, level, fixes }) => ({ slug, level, fixes: fixes.length })),
  };
}
