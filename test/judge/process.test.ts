import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import type { Finding, Host } from "../../src/model/report.ts";
import { evidence, links } from "./evidence.ts";

const APP = { pid: 23, command: "node", uid: 33, gid: 33, how: "its number was given" };
const OTHER = { pid: 23, command: "node", uid: 33, variables: ["AZURE_CLIENT_ID"] };

function findingsWith(host: Partial<Host>, special: Parameters<typeof evidence>[0] = {}): Finding[] {
  const base = evidence(special);
  const report = judge({ ...base, host: { ...base.host, ...host } });
  return report.findings.filter(({ slug }) => slug === "other-user" || slug === "app-has-other-variables");
}

test("the app runs as another user: a warning, unless that one was taken on", () => {
  const told = (uid: number | undefined, switchedUser: boolean) =>
    findingsWith({
      process: { ...(uid === undefined ? {} : { uid }), asApp: { ...APP, switchedUser } },
    }).map(({ slug, level }) => [slug, level]);
  expect(told(1000, false)).toEqual([["other-user", "warning"]]);
  expect(told(0, true)).toEqual([]);
  expect(told(33, false)).toEqual([]);
  expect(told(undefined, false)).toEqual([]);
});

test("a process with other variables: the story when nothing wins here, else for information", () => {
  const lacking = { process: { uid: 33 }, elsewhere: [OTHER] };
  expect(findingsWith(lacking)).toMatchObject([{ slug: "app-has-other-variables", level: "error" }]);
  const won = { links: links({ "managed-identity-system": "succeeded" }) };
  expect(findingsWith(lacking, won)).toMatchObject([
    { level: "info", fixes: [{ commands: ["credprobe --env-from pid:23"] }], evidence: ["/host/elsewhere"] },
  ]);
});

test("the user of a process that may be the app is for information; root needs no sudo", () => {
  const commands = (uid: number) =>
    findingsWith({ process: { uid }, elsewhere: [{ ...OTHER, uid }, OTHER] })
      .filter(({ slug }) => slug === "other-user")
      .map(({ level, evidence: [pointer], fixes }) => [
        level,
        pointer,
        ...fixes.flatMap((fix) => fix.commands),
      ]);
  expect(commands(0)).toEqual([["info", "/host/elsewhere/1", "credprobe --env-from pid:23"]]);
  expect(commands(1000)).toEqual([["info", "/host/elsewhere/1", "sudo credprobe --env-from pid:23"]]);
  expect(commands(33)).toEqual([]);
});

test("an app with a network of its own: a warning, and a way into it", () => {
  const told = (uid: number, ownNetwork: boolean) => {
    const asApp = { ...APP, switchedUser: true, ownNetwork };
    const base = evidence();
    const report = judge({ ...base, host: { ...base.host, process: { uid, asApp } } });
    return report.findings
      .filter(({ slug }) => slug === "other-network")
      .flatMap(({ level, fixes }) => [level, ...fixes.flatMap(({ commands }) => commands)]);
  };
  expect(told(0, false)).toEqual([]);
  expect(told(0, true)).toEqual(["warning", "nsenter --target 23 --net credprobe --env-from pid:23"]);
  expect(told(1000, true)[1]).toMatch(/^sudo nsenter /);
});

test("of a managed identity that was not tried no SDK's result is known", () => {
  const outcomes = { "managed-identity-env": "skipped", "managed-identity-system": "skipped" } as const;
  const { chains } = judge(evidence({ links: links(outcomes) }));
  expect(chains.map(({ sdk, credential, state }) => [sdk, credential, state])).toEqual(
    chains.map(({ sdk, credential }) => [sdk, credential, "unknown"]),
  );
});
