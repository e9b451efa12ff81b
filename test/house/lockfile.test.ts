import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

const versions = z.record(z.string(), z.string());
const manifest = z.parse(
  z.object({ dependencies: versions, devDependencies: versions }),
  JSON.parse(read("package.json")),
);
const { packages } = z.parse(
  z.object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.optional(z.string()),
        resolved: z.optional(z.string()),
        dev: z.optional(z.boolean()),
        optionalDependencies: z.optional(versions),
      }),
    ),
  }),
  JSON.parse(read("package-lock.json")),
);

/** Where a package is installed, with its version; `product` leaves out what only the tests bring along. */
function copiesOf(name: string, which: "all" | "product"): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(packages)
      .filter(([path, { dev }]) => path.endsWith(`node_modules/${name}`) && (which === "all" || !dev))
      .map(([path, { version }]) => [path, version]),
  );
}

describe("the lock file", () => {
  test("names no registry", () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test("and the manifest name exact versions", () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    for (const [name, version] of asked) expect(packages[`node_modules/${name}`]?.version).toBe(version);
  });

  // npm leaves out an optional package that the registry does not have yet, and then refuses its own lock file.
  test("has every optional package", () => {
    const named = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    const locked = Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ""));
    expect(named.filter((name) => !locked.includes(name))).toEqual([]);
  });

  // Two copies would mean a log level set on one and lines from the other.
  test("has one @azure/logger", () => {
    const version = manifest.dependencies["@azure/logger"];
    expect(copiesOf("@azure/logger", "all")).toEqual({ "node_modules/@azure/logger": version });
  });

  test.each(["@azure/identity", "@azure/core-rest-pipeline"])("has one %s for the product", (name) => {
    expect(copiesOf(name, "product")).toEqual({ [`node_modules/${name}`]: manifest.dependencies[name] });
  });
});
