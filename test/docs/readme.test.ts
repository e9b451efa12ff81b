import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

test("the screen in the README is what the default scenario prints", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const screen = /```text\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const { code, stdout } = await runCli(["lab"]);
  expect(code).toBe(3);
  let rest = steady(stdout);
  for (const part of screen.split("\n...\n").map((text) => steady(text).trim())) {
    expect(rest).toContain(part);
    rest = rest.slice(rest.indexOf(part) + part.length);
  }
  expect(screen.split("\n").length).toBeGreaterThan(40);
});

/** Without what differs from run to run. */
function steady(text: string): string {
  return text.replaceAll(/ *\d+ ms/g, " N ms").replaceAll(/request id\s+[0-9a-f-]{36}/g, "request id X");
}
