import { FORMAT_NAMES, FORMATS } from "../report/formats.ts";
import { checkWidth } from "./check-width.ts";
import { UsageError } from "./usage-error.ts";
import type { OutputArguments } from "./write-report.ts";

/** @throws UsageError for what no report can be written as; called before anything is sent. */
export function checkOutput(args: OutputArguments): void {
  checkWidth(args);
  if (!args.short || FORMATS[args.output].hasShort) return;
  const names = FORMAT_NAMES.filter((name) => FORMATS[name].hasShort);
  throw new UsageError(`--short is a form of ${names.join(" and ")}, not of ${args.output}`);
}
