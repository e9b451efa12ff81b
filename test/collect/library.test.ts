import { expect, test } from "vitest";
import type * as library from "../../src/index.ts";
import { reportSchema } from "../../src/model/report.ts";
import { built } from "../support/built.ts";

const { probe } = await built<typeof library>("index.js");

test("a target that is none is a TypeError that names it, and does not repeat it", async () => {
  const text = "https://lab-fake.contoso.example/?sig=lab-fake";
  const failed = await probe({ targets: [text] }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(TypeError);
  expect(String(failed)).toMatch(/targets\[0\]/);
  expect(String(failed)).not.toContain("lab-fake");
});

test("an aborted run is a whole report that says that it is not complete", async () => {
  const given: object = { tenantId: undefined, timeoutSeconds: 3 };
  const report = await probe({ ...given, signal: AbortSignal.abort() });
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toMatchObject({
    complete: false,
    interruptedBy: "deadline",
    invocation: {
      program: "npx credprobe",
      options: { timeoutSeconds: 3, deadlineSeconds: 180, access: ["read"] },
    },
  });
  expect(report.links.every(({ outcome }) => outcome === "skipped" || outcome === "not-configured")).toBe(
    true,
  );
});

test.each([
  [{ sdk: "rust" }, "sdk"],
  [{ access: ["foo"] }, "access"],
  [{ only: "environment" }, "only"],
  [{ target: ["https://contosodata.blob.core.windows.net"] }, "target"],
  [{ timeoutSeconds: -3 }, "timeoutSeconds"],
  [{ deadlineSeconds: Number.NaN }, "deadlineSeconds"],
  [{ targets: "https://contosodata.blob.core.windows.net" }, "targets"],
])("%j is a TypeError that names the option", async (options: object, name) => {
  const failed = await probe(options).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(TypeError);
  expect(String(failed)).toMatch(new RegExp(`^TypeError: ${name} is `));
});
