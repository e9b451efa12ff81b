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

test("a process with other variables: a warning when nothing wins here, else for information", () => {
  const lacking = { process: { uid: 33 }, elsewhere: [OTHER] };
  expect(findingsWith(lacking)).toMatchObject([{ slug: "app-has-other-variables", level: "warning" }]);
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
