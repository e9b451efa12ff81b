import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findings } from "../../catalogue/findings/index.ts";
import { findingsText, findingText, type FindingRow } from "../../report/finding-text.ts";
import { jsonText } from "../../report/json.ts";
import { checkWidth } from "../check-width.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type PlainOutputArguments } from "../write-report.ts";

const rows: readonly FindingRow[] = Object.entries(findings).map(([slug, { level, title }]) => ({
  slug,
  level,
  title,
}));

/** `credprobe findings [slug]`: what reports may say, and the page of each. */
export function findingsCommand(slug: string, args: PlainOutputArguments): number {
  checkWidth(args);
  const options = renderOptions(args, process.stdout, process.env);
  if (slug === "") {
    process.stdout.write(args.output === "json" ? jsonText(rows) : findingsText(rows, options));
    return 0;
  }
  const row = rows.find((one) => one.slug === slug);
  if (row === undefined) {
    throw new UsageError("findings: no finding has that name; credprobe findings shows all");
  }
  const page = pageOf(row.slug);
  process.stdout.write(args.output === "json" ? jsonText({ ...row, page }) : findingText(page, options));
  return 0;
}

/** The package has the pages beside its program. */
function pageOf(slug: string): string {
  const manifest = createRequire(import.meta.url).resolve("../../../package.json");
  return readFileSync(path.join(path.dirname(manifest), "docs", "findings", `${slug}.md`), "utf8");
}
