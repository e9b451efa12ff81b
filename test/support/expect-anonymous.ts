import { expect } from "vitest";
import { isRoleId } from "../../src/catalogue/role-names.ts";
import { judge } from "../../src/judge/judge.ts";
import { evidenceSchema, reportSchema, type Report } from "../../src/model/report.ts";
import { anonymize } from "../../src/report/anonymize.ts";
import { FORMATS, type Format } from "../../src/report/formats.ts";
import type { RenderOptions } from "../../src/report/page.ts";
import { seal } from "../../src/report/seal.ts";

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Microsoft's own, and those that are none. */
const EVERYBODYS = /^0000000|^f8cdef31-a31e-4b4a-93e4-5f571e91255a$/i;
/** Everything in the lab that has a name of its own has this in it. */
const COMPANIES = /[\w.%-]*(?:contoso|fabrikam)[\w.%-]*/gi;
/** Its own name is everybody's, and may have words of the host in it. */
const LAB = { scenario: "lab" };

const LOOKS: readonly RenderOptions[] = [
  { unicode: true, width: 500 },
  { width: 40 },
  { short: true, width: 500 },
];

/**
 * That a report of the lab under pseudonyms tells nothing of whose it is, in any format, and still says the same.
 *
 * @param names What else is somebody's own.
 */
export async function expectAnonymous(report: Report, names: readonly string[] = []): Promise<void> {
  const evidence = evidenceSchema.parse({ ...report, ...(report.lab === undefined ? {} : { lab: LAB }) });
  const salt = "lab-fake-salt";
  const anonymous = seal({ ...judge(anonymize(evidence, salt).evidence), redactions: report.redactions }, []);
  expect(reportSchema.safeParse(anonymous).success, "fits the schema").toBe(true);
  expect(saying(anonymous)).toEqual(saying(report));

  const own = new Set(JSON.stringify(report).match(GUID));
  const ids = [...own].filter((id) => !isRoleId(id) && !EVERYBODYS.test(id)).map((id) => id.toLowerCase());
  const addresses = report.targets.flatMap((target) => target.addresses ?? []);
  for (const { render, hasShort } of Object.values<Format>(FORMATS)) {
    for (const look of LOOKS.filter(({ short }) => short !== true || hasShort)) {
      const text = await render(anonymous, look);
      expect(text.match(COMPANIES) ?? [], "names").toEqual([]);
      // A narrow look cuts words in two.
      const lower = text.toLowerCase().replaceAll(/\s+/g, "");
      const isThere = (word: string) => lower.includes(word.toLowerCase().replaceAll(/\s+/g, ""));
      expect(names.filter(isThere), "own names").toEqual([]);
      expect(
        ids.filter((id) => isThere(id) || isThere(id.replaceAll("-", ""))),
        "ids",
      ).toEqual([]);
      expect(addresses.filter(isThere), "addresses").toEqual([]);
      expect(text).not.toContain(salt);
    }
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
