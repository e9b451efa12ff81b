import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Invocation, TargetEvidence } from "../../src/model/report.ts";
import type { AccessLevel } from "../../src/model/words.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

type Options = Invocation["options"];

const LINK = "managed-identity-system";
const ALLOWED = blobTarget({ status: 404, code: "BlobNotFound" });

/** The same target with rows that nothing was sent for. */
function untested(levels: readonly AccessLevel[]): TargetEvidence {
  const { exchange: _, status: __, errorCode: ___, ...row } = ALLOWED.access[0]!;
  const rows = levels.map((level) => ({
    ...row,
    level,
    notSent: "signing in needs the service's own driver",
  }));
  return { ...ALLOWED, access: rows };
}

test.each<[string, readonly TargetEvidence[], string, number]>([
  ["nothing is named", [], "No target was named: whether it may do anything was not tested.", 0],
  ["everything is allowed", [ALLOWED], "Nothing wrong was found.", 0],
  ["nothing could be tested", [untested(["read"])], "Not tested: read acct/c.", 4],
  [
    "some of it was tested",
    [ALLOWED, untested(["read", "write"])],
    "What was tested is allowed. Not tested: read acct/c, write acct/c.",
    4,
  ],
  [
    "much could not be tested",
    [untested(["list", "read", "write", "delete"]), untested(["read", "list"])],
    "Not tested: list acct/c, read acct/c, write acct/c, delete acct/c, 2 more.",
    4,
  ],
  [
    "nobody asked at one of the targets",
    [ALLOWED, { ...ALLOWED, access: [] }],
    "What was tested is allowed. Not tested: any access to acct.",
    4,
  ],
])("%s: the verdict says so", (_, targets, detail, exitCode) => {
  const { verdict } = judge(evidence({ links: links({ [LINK]: "succeeded" }), targets: [...targets] }));
  expect(verdict).toMatchObject({ detail, exitCode });
});

test.each<[Partial<Options>, string]>([
  [
    { only: ["environment"] },
    "This run left out links that the app asks: workload-identity and 1 more (--only).",
  ],
  [{ skip: [LINK] }, "This run left out links that the app asks: managed-identity-system (--skip)."],
  [{}, "What was found does not tell why."],
])("links that this run left out are named in place of a reason: %j", (options, detail) => {
  const base = evidence().invocation;
  const invocation = { ...base, options: { ...base.options, ...options } };
  const ids = "only" in options ? (["workload-identity", LINK] as const) : [LINK];
  const skipped = Object.fromEntries(ids.map((id) => [id, { outcome: "skipped" as const }]));
  const { verdict } = judge(evidence({ invocation, links: links({}, skipped) }));
  expect(verdict.detail).toBe(detail);
});
