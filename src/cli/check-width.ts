import { UsageError } from "./usage-error.ts";

const WIDTHS = { least: 30, most: 500 } as const;

/** @throws UsageError for a width that no table fits into. */
export function checkWidth({ width }: { readonly width?: number | undefined }): void {
  if (width !== undefined && !(width >= WIDTHS.least && width <= WIDTHS.most)) {
    throw new UsageError(`--width must be a number from ${WIDTHS.least} to ${WIDTHS.most}`);
  }
}
