import { escapeControls } from "../model/escape-text.ts";
import { mapStrings } from "./map-strings.ts";
import type { RenderOptions } from "./page.ts";
import type { SealedReport } from "./seal.ts";

/** Our own texts that may have several lines. A newline anywhere else could fake a line of this report. */
const MAY_HAVE_LINES = /^\/(?:verdict\/detail|findings\/\d+\/cause)$/;

/** The report with everything that cannot be seen on a screen written out; also what is not ASCII, unless it may stay. */
export function printable(report: SealedReport, { unicode }: RenderOptions): SealedReport {
  return mapStrings(report, (text, place) =>
    escapeControls(text, {
      asciiOnly: unicode !== true,
      keepNewlines: text.includes("\n") && MAY_HAVE_LINES.test(place.pointer),
    }),
  );
}
