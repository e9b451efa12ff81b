import { expect, test } from "vitest";
import { exitCodeOf } from "../../src/judge/exit-code.ts";
import { judge } from "../../src/judge/judge.ts";
import type { Report } from "../../src/model/report.ts";
import { VERDICTS, type Verdict } from "../../src/model/words.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

type Target = Report["targets"][number];

const LINK = "managed-identity-system";
const OTHER = "azure-cli";
const OBJECT = "11111111-1111-4111-8111-111111111111";

/** A run in which one link wins, and another gives a token too. */
function won(): Report {
  return judge(
    evidence({
      links: links({ [LINK]: "succeeded", [OTHER]: "succeeded" }),
      targets: [blobTarget({ status: 404, code: "BlobNotFound" })],
    }),
  );
}

/** A target with a row for each verdict, of the winner's identity unless `link` says otherwise. */
function target(verdicts: readonly Verdict[], link: typeof LINK | typeof OTHER = LINK): Target {
  const asked = won().targets[0]!;
  return { ...asked, access: verdicts.map((verdict) => ({ ...asked.access[0]!, verdict, link })) };
}

function exitCode(special: Partial<Report>): number {
  return exitCodeOf({ ...won(), ...special });
}

function expecting(expectObjectId: string): Report["invocation"] {
  return { targets: [], cut: [], options: { ...NO_OPTIONS, expectObjectId } };
}

/** Design section 3: every verdict, and the exit code of a run in which the winner's only probe has it. */
const CODES: Readonly<Record<Verdict, number>> = {
  allowed: 0,
  "denied-rbac": 3,
  "denied-network": 3,
  "wrong-audience": 3,
  "wrong-tenant": 3,
  "wrong-cloud": 3,
  "token-expired": 3,
  "token-rejected": 3,
  "entra-disabled": 3,
  "needs-claims": 3,
  "not-found-dns": 4,
  "not-found": 4,
  throttled: 4,
  unreachable: 4,
  inconclusive: 4,
  "not-tested": 4,
};

test.each(VERDICTS)("%s, alone and beside what is allowed", (verdict) => {
  const code = CODES[verdict];
  for (const targets of [
    [target([verdict])],
    [target(["allowed", verdict])],
    [target([verdict, "allowed"])],
    [target(["allowed"]), target([verdict])],
    [target([verdict]), target(["allowed"])],
  ]) {
    expect(exitCode({ targets })).toBe(code);
  }
});

test("a refusal comes before what could not be told, wherever it stands", () => {
  expect(exitCode({ targets: [target(["unreachable", "denied-rbac"])] })).toBe(3);
  expect(exitCode({ targets: [target(["not-tested"]), target(["denied-network"])] })).toBe(3);
  expect(exitCode({ targets: [target([]), target(["denied-network"])] })).toBe(3);
});

test("only the rows of the identity that the app sends count", () => {
  expect(exitCode({ targets: [target(["denied-rbac"], OTHER)] })).toBe(4);
  const both = [...target(["allowed"]).access, ...target(["denied-rbac", "throttled"], OTHER).access];
  expect(exitCode({ targets: [{ ...target([]), access: both }] })).toBe(0);
});

test("without a target nothing is open; a target that nobody asked is", () => {
  expect(exitCode({ targets: [] })).toBe(0);
  expect(exitCode({ targets: [target([])] })).toBe(4);
  expect(exitCode({ targets: [target(["allowed"]), target([])] })).toBe(4);
});

test("a target that was passed over counts for nothing", () => {
  for (const verdicts of [[], ["denied-rbac"], ["unreachable"]] as const) {
    const over = { ...target(verdicts), passedOver: true };
    expect(exitCode({ targets: [over] })).toBe(0);
    expect(exitCode({ targets: [over, target(["allowed"])] })).toBe(0);
    expect(exitCode({ targets: [over, target(["throttled"])] })).toBe(4);
  }
  expect(exitCode({ targets: [{ ...target(["denied-rbac"]), passedOver: false }] })).toBe(3);
});

test.each([
  ["none", 5, 5],
  ["unknown", 4, 3],
  ["split", 4, 3],
] as const)("%s wins: %i, and %i with a refusal", (state, code, refused) => {
  const winner = { ...won().winner, state };
  expect(exitCode({ winner, targets: [target(["allowed"])] })).toBe(code);
  expect(exitCode({ winner, targets: [target(["denied-rbac"])] })).toBe(refused);
});

test("who should have won: another identity comes before a refusal, and one that is not told is open", () => {
  const refused = { targets: [target(["denied-rbac"])] };
  const met = expecting(OBJECT);
  const linksWith = (...ids: string[]): Report["links"] =>
    won().links.map((link) => ({
      ...link,
      tokens: link.tokens.map((token) => {
        const { identity: _, ...unknown } = token;
        const [objectId] = ids;
        if (link.id !== LINK || objectId === undefined) return unknown;
        return { ...token, identity: { kind: "system-assigned" as const, objectId, why: "x" } };
      }),
    }));
  const differs = { invocation: met, links: linksWith(OBJECT.replace("1", "2")) };
  expect(exitCode(differs)).toBe(6);
  expect(exitCode({ ...differs, ...refused })).toBe(6);
  expect(exitCode({ ...differs, winner: { ...won().winner, state: "none", link: null } })).toBe(5);
  expect(exitCode({ invocation: met, links: linksWith(OBJECT) })).toBe(0);
  const untold = { invocation: met, links: linksWith() };
  expect(exitCode(untold)).toBe(4);
  expect(exitCode({ ...untold, targets: [] })).toBe(4);
  expect(exitCode({ ...untold, ...refused })).toBe(3);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 143],
] as const)("%s comes before everything else", (interruptedBy, code) => {
  expect(exitCode({ interruptedBy })).toBe(code);
  expect(exitCode({ interruptedBy, targets: [target(["denied-rbac"])] })).toBe(code);
  expect(exitCode({ interruptedBy, winner: { ...won().winner, state: "none", link: null } })).toBe(code);
});

test("a run that its deadline ended exits as what was found says", () => {
  expect(exitCode({ interruptedBy: "deadline" })).toBe(0);
  expect(exitCode({ interruptedBy: "deadline", targets: [target(["denied-rbac"])] })).toBe(3);
});
