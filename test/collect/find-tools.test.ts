import { expect, test } from "vitest";
import { findTools } from "../../src/collect/find-tools.ts";
import { realWorld } from "../../src/world/real-world.ts";
import type { World } from "../../src/world/world.ts";

function machine(platform: NodeJS.Platform, path: string, there: readonly string[]): World {
  const files = {
    exists: (file: string) => Promise.resolve(there.includes(file)),
    readText: () => Promise.resolve(undefined),
  };
  return { ...realWorld(), platform, env: { PATH: path }, files };
}

test.each([
  ["linux", "/opt/a:/usr/bin", ["/usr/bin/az", "/opt/a/azd"], { az: "/usr/bin/az", azd: "/opt/a/azd" }],
  ["linux", "/usr/bin", ["/usr/bin/powershell", "/usr/bin/az.cmd"], {}],
  ["win32", "C:\\a;C:\\b", ["C:\\b\\az.cmd"], { az: "C:\\b\\az.cmd" }],
  ["win32", "C:\\a;C:\\b", ["C:\\b\\powershell.exe"], { pwsh: "C:\\b\\powershell.exe" }],
  // As pip installs Azure CLI; the file without an ending is for other systems.
  ["win32", "C:\\a;C:\\b", ["C:\\a\\az", "C:\\b\\az.bat"], { az: "C:\\b\\az.bat" }],
  [
    "win32",
    '"C:\\Program Files\\a";C:\\b',
    ["C:\\Program Files\\a\\az.cmd"],
    { az: "C:\\Program Files\\a\\az.cmd" },
  ],
  // Of one folder the first ending of PATHEXT.
  ["win32", "C:\\a", ["C:\\a\\azd.cmd", "C:\\a\\azd.exe"], { azd: "C:\\a\\azd.exe" }],
  // What only a shell finds is no PowerShell to the SDK.
  ["win32", "C:\\a;C:\\b", ["C:\\a\\pwsh.cmd", "C:\\b\\powershell.exe"], { pwsh: "C:\\b\\powershell.exe" }],
  // PowerShell 7 comes first, wherever it lies.
  ["win32", "C:\\a;C:\\b", ["C:\\a\\powershell.exe", "C:\\b\\pwsh.exe"], { pwsh: "C:\\b\\pwsh.exe" }],
] as const)("%s, PATH %s, with %j", async (platform, path, there, expected) => {
  expect(await findTools(machine(platform, path, there))).toEqual(expected);
});

test("PATHEXT says which endings make a command", async () => {
  const windows = machine("win32", "C:\\a", ["C:\\a\\az.cmd", "C:\\a\\azd.exe"]);
  const env = { ...windows.env, PATHEXT: ".COM;.EXE" };
  expect(await findTools({ ...windows, env })).toEqual({ azd: "C:\\a\\azd.exe" });
});
