import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

interface Toolchain {
  readonly name: string;
  readonly sdk: string;
  readonly version?: string;
  readonly missing?: string;
  readonly command?: readonly string[];
}
type Comparison = Readonly<Record<string, unknown>>;
interface Modules {
  readonly toolchains: readonly Toolchain[];
  prepare(toolchain: Toolchain, folder: string): Promise<Toolchain>;
  compare(host: object, toolchains: readonly Toolchain[]): readonly Comparison[];
  summaryLines(toolchains: readonly Toolchain[], comparisons: readonly Comparison[]): readonly string[];
  totalsOf(comparisons: readonly Comparison[]): { readonly agreed: number; readonly failed: number };
  pageText(toolchains: readonly Toolchain[], comparisons: readonly Comparison[]): string;
  behind(text: string, toolchains: readonly Toolchain[], comparisons: readonly Comparison[]): string[];
}

// Plain JavaScript, without types.
const files = ["toolchains.mjs", "compare.mjs", "summary.mjs", "page.mjs"];
const loaded: object[] = await Promise.all(
  files.map((file) => import(new URL(file, import.meta.url).href) as Promise<object>),
);
const { toolchains, prepare, compare, summaryLines, totalsOf, pageText, behind } = Object.assign(
  {},
  ...loaded,
) as Modules;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "credprobe-test-"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A host that was lived through with JavaScript alone: a token that was predicted, and one that was not. */
const OWN = "07336777-83dc-4046-a73e-677d4bb02754";
const host = {
  scenario: "any-host",
  report: {
    links: [{ id: "managed-identity-system", tokens: [{ identity: { objectId: OWN } }] }],
    chains: [
      {
        ...{ sdk: "javascript", credential: "DefaultAzureCredential", state: "won", steps: [] },
        winner: "managed-identity-system",
      },
      {
        ...{ sdk: "javascript", credential: "ManagedIdentityCredential", state: "unknown" },
        steps: [{ link: "managed-identity-system", effect: "unknown", why: "nobody saw it" }],
      },
    ],
  },
  observations: ["DefaultAzureCredential", "ManagedIdentityCredential"].map((credential) => ({
    ...{ toolchain: "javascript", credential, outcome: "token", objectId: OWN },
  })),
};
const here = (version: string): Toolchain => ({ name: "javascript", sdk: "javascript", version });
const gone: Toolchain = { name: "go", sdk: "go", missing: "go" };
const rows = compare(host, [here("4.13.1"), gone]);

describe("a toolchain that is not on the machine", () => {
  it.each([
    ["python", "python3 with venv"],
    ["go", "go"],
    ["java", "a JDK and mvn"],
  ])("%s is missing, and has no driver to run", async (name, missing) => {
    vi.stubEnv("PATH", folder);
    const toolchain = toolchains.find((one) => one.name === name)!;
    const ready = await prepare(toolchain, join(folder, name));
    expect(ready).toMatchObject({ name, missing });
    expect(ready.command).toBeUndefined();
  });

  it("is missing, too, when its package cannot be had", async () => {
    const fails = { ...toolchains[0]!, prepare: () => Promise.reject(new Error("no such package")) };
    const ready = await prepare(fails, join(folder, "any"));
    expect(ready.missing).toBe("could not be installed (no such package)");
  });

  it("is told as missing and counts as nothing", () => {
    expect(totalsOf(rows)).toEqual({ agreed: 1, failed: 0 });
    const lines = summaryLines([here("4.13.1"), gone], rows);
    expect(lines[0]).toContain("javascript 4.13.1: 1 compared, 1 agree, 0 differ, 1 not predicted");
    expect(lines.slice(1)).toEqual([
      "go: MISSING, go; nothing was compared",
      "toolchains present: javascript; missing: go",
      "conformance: 1 comparisons, 1 agree, 0 do not",
    ]);
  });

  it("stands on the page as missing, without a column", () => {
    const text = pageText([here("4.13.1"), gone], rows);
    expect(text).toContain("MISSING, and not compared: go (go).");
    expect(text).toMatch(/^\| Scenario +\| javascript +\|$/m);
    expect(text).toMatch(/^\| any-host +\| yes \/ - +\|$/m);
  });
});

describe("the page, and a later run", () => {
  const text = pageText([here("4.13.1")], rows);

  it("gives the reason of what is not predicted", () => {
    expect(text).toMatch(/^\| any-host +\| javascript \(bare\) +\| nobody saw it +\|$/m);
  });

  it("is current when the run gives the same", () => {
    expect(behind(text, [here("4.13.1")], rows)).toEqual([]);
  });

  it("says nothing of a toolchain that is missing now", () => {
    expect(behind(text, [here("4.13.1"), gone], rows)).toEqual([]);
  });

  it("is behind another release, another result, and a host that it does not have", () => {
    const differs = rows.map((row) => ({ ...row, result: "differs" }));
    const added = rows.map((row) => ({ ...row, scenario: "new-host" }));
    expect(behind(text, [here("4.14.1")], [...differs, ...added])).toEqual([
      "javascript: 4.13.1 there, 4.14.1 here",
      "any-host, javascript: yes / - there, NO / NO here",
      "new-host, javascript: nothing there, yes / - here",
    ]);
  });
});
