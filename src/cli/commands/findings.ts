import { findings } from "../../catalogue/findings/index.ts";
import { findingsText, findingText, type FindingRow } from "../../report/finding-text.ts";
import { jsonText } from "../../report/json.ts";
import { checkWidth } from "../check-width.ts";
import { findingPage } from "../finding-page.ts";
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
  const page = findingPage(row.slug);
  process.stdout.write(args.output === "json" ? jsonText({ ...row, page }) : findingText(page, options));
  return 0;
}
