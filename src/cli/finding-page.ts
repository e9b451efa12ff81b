import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * The page of a finding; the package has the pages beside its program. The single file has another module in this one's
 * place (.ci/single-file).
 */
export function findingPage(slug: string): string {
  const manifest = createRequire(import.meta.url).resolve("../../package.json");
  return readFileSync(path.join(path.dirname(manifest), "docs", "findings", `${slug}.md`), "utf8");
}
