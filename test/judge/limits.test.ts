import { describe, expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Evidence, StageResult } from "../../src/model/report.ts";
import { SDKS } from "../../src/model/words.ts";
import { blobTarget, evidence, links } from "./evidence.ts";

const LINK = "managed-identity-system";

function judged(special: Partial<Evidence>, seconds: number) {
  const empty = evidence();
  const { options } = empty.invocation;
  const invocation = { ...empty.invocation, options: { ...options, timeoutSeconds: seconds } };
  return judge(evidence({ ...special, invocation }));
}

const slugs = ({ findings }: ReturnType<typeof judge>) => findings.map(({ slug }) => slug);

describe("an attempt that was ended before it had asked anybody", () => {
  const unasked = { links: links({ [LINK]: "timed-out" }) };

  test("tells of no SDK whether it gets a token", () => {
    const { chains, winner, verdict } = judged(unasked, 10);
    const states = chains
      .filter(({ credential }) => credential === "DefaultAzureCredential")
      .map(({ sdk, state }) => [sdk, state]);
    expect(Object.fromEntries(states)).toEqual(Object.fromEntries(SDKS.map((sdk) => [sdk, "unknown"])));
    expect([winner.state, verdict.exitCode]).toEqual(["unknown", 4]);
  });

  test("is told as what it is", () => {
    expect(slugs(judged(unasked, 10))).toEqual(["limit-too-short"]);
  });

  test("is no matter where another wins before it", () => {
    const first = { links: links({ environment: "succeeded", [LINK]: "timed-out" }) };
    expect(slugs(judged(first, 10))).not.toContain("limit-too-short");
  });
});

describe("a step that was ended on the way to a target", () => {
  const step: StageResult = {
    stage: "dns",
    outcome: "failed",
    durationMs: 1,
    code: "DEADLINE",
    detail: "late",
  };
  const target = { ...blobTarget({ status: 200 }), stages: [step], access: [] };
  const host = { links: links({ [LINK]: "succeeded" }), targets: [target] };

  test("says nothing of the name server where the limit is very short", () => {
    expect(slugs(judged(host, 1))).toEqual(["limit-too-short"]);
  });

  test("says that the name server does not answer otherwise", () => {
    expect(slugs(judged(host, 4))).toEqual(["names-not-answered"]);
  });
});
