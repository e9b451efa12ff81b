import { expect, test } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { runCli } from "../support/run-cli.ts";

function waiting(scenario: string, duration: string) {
  return runCli(["lab", scenario, "-o", "json", "--wait", duration]);
}

test("a role that takes effect meanwhile: asked again until it is allowed", async () => {
  const { code, stdout, stderr } = await waiting("key-vault-role-takes-effect", "40s");
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(code).toBe(0);
  expect(report.targets[0]?.access.map(({ verdict }) => verdict)).toEqual(["allowed"]);
  expect(report.links).toHaveLength(10);
  expect(report.complete).toBe(true);
  expect(stderr).toMatch(/it may read kv-contoso\/db-password/);
  expect(stderr).toMatch(/credprobe: allowed, asked \d times within \d+ s\n/);
  expect(report.waited).toMatchObject({ end: "allowed" });
  expect(report.verdict.detail).toMatch(
    /It was asked \d times within \d+ s \(--wait\) until it was allowed\.$/,
  );
});

test("the identity that a connection names for itself is asked again, too", async () => {
  const { code, stdout } = await waiting("functions-discover-role-too-new", "40s");
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(code).toBe(0);
  expect(report.winner.link).toBe("managed-identity-option");
  expect(report.targets[0]?.access.map(({ link, verdict }) => [link, verdict])).toContainEqual([
    "managed-identity-system",
    "allowed",
  ]);
});

test.each([
  ["key-vault-denied-network", "A network rule of the resource refuses this machine"],
  ["key-vault-wrong-tenant", "The resource belongs to another tenant"],
  ["role-through-group", "The role comes through a group the token does not know"],
])("%s: says at once that waiting cannot help", async (scenario, why) => {
  const { code, stdout, stderr } = await waiting(scenario, "24h");
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(code).toBe(3);
  expect(report.waited).toMatchObject({ end: "cannot-help", rounds: 1 });
  expect(report.verdict.detail).toMatch(/Waiting cannot help[.:]/);
  expect(stderr).toContain(`waiting cannot help: ${why}`);
});

test("time that runs out gives the last state, whole", async () => {
  const { code, stdout, stderr } = await waiting("key-vault-denied-rbac", "8s");
  const report = reportSchema.parse(JSON.parse(stdout));
  expect([code, report.complete]).toEqual([3, true]);
  expect(report.waited).toMatchObject({ end: "ran-out" });
  expect(report.verdict.detail).toMatch(/\(--wait\), and is not allowed yet\.$/);
  expect(stderr.match(/and not allowed yet: The identity has no role/g)).toHaveLength(1);
});

test("a signal while it waits ends it with what is known, marked as cut short", async () => {
  const { code, stdout } = await runCli(["lab", "key-vault-denied-rbac", "-o", "json", "--wait", "1h"], {
    signalAfter: { signal: "SIGINT", after: /waiting: The identity has no role/ },
  });
  const report = reportSchema.parse(JSON.parse(stdout));
  expect([code, report.complete, report.interruptedBy]).toEqual([130, false, "SIGINT"]);
  expect(report.targets[0]?.access.map(({ verdict }) => verdict)).toEqual(["denied-rbac"]);
});

test.each(["soon", "0s", "10", "25h", "-1m"])("--wait %s is a usage error", async (duration) => {
  const { code, stdout, stderr } = await runCli([`--wait=${duration}`]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/--wait/);
});
