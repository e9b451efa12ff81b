import type { RenderOptions } from "../../src/report/page.ts";
import { FORMATS, type FormatName } from "../../src/report/formats.ts";
import type { SealedReport } from "../../src/report/seal.ts";

export interface Rendering {
  readonly name: string;
  readonly text: string;
}

const LOOKS: readonly RenderOptions[] = [
  {},
  { width: 40, colour: true },
  { width: 200, unicode: true },
  { short: true },
];

/** A report as every output can show it. */
export async function everyRendering(report: SealedReport): Promise<readonly Rendering[]> {
  const names = Object.keys(FORMATS) as FormatName[];
  return await Promise.all(
    names.flatMap((name) =>
      LOOKS.filter(({ short }) => short !== true || FORMATS[name].hasShort).map(async (look) => ({
        name: `${name} ${JSON.stringify(look)}`,
        text: await FORMATS[name].render(report, look),
      })),
    ),
  );
}
