import { expect, test } from "vitest";
import { environmentSnapshot } from "../../src/collect/environment.ts";
import { worldOfApp } from "../../src/collect/env-from.ts";
import { realWorld } from "../../src/world/real-world.ts";
import type { World } from "../../src/world/world.ts";

async function variablesOnA(platform: NodeJS.Platform): Promise<Record<string, string[]>> {
  const files = {
    exists: () => Promise.resolve(true),
    readText: () => Promise.resolve("Azure_Client_Id=not a GUID\nhttps_proxy=http://proxy.contoso.example\n"),
  };
  const own: World = { ...realWorld(), platform, env: { PATH: "C:\\tools" }, files };
  const app = await worldOfApp({ kind: "file", path: "app.env" }, own);
  if (!("world" in app)) throw new Error(app.problem);
  const { env } = app.world;
  expect(env["PATH"]).toBe("C:\\tools");
  const found = environmentSnapshot(env, "file").filter(({ state }) => state === "set");
  return Object.fromEntries(found.map(({ name, shape }) => [name, shape]));
}

test("variables of a file are named as Windows compares names: without case", async () => {
  expect(await variablesOnA("win32")).toEqual({ AZURE_CLIENT_ID: ["not-a-guid", "10 characters"] });
});

test("elsewhere a name in other letters is another variable", async () => {
  expect(await variablesOnA("linux")).toEqual({
    Azure_Client_Id: ["other-case", "not-a-guid", "10 characters"],
  });
});
