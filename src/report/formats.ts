import type { RenderOptions } from "./page.ts";
import type { SealedReport } from "./seal.ts";

/** How a report can be written. */
export interface Format {
  /** Of a report file; the file's own name says in which format it is written. */
  readonly extension: string;
  /** Whether there is a form of it for a chat (--short). */
  readonly hasShort: boolean;
  /** A renderer is loaded when it is asked for: the one that is not used costs nothing. */
  readonly render: (report: SealedReport, options: RenderOptions) => Promise<string>;
}

/** By the name that --output takes. The same report and options give the same text in each. */
export const FORMATS = {
  text: {
    extension: ".txt",
    hasShort: true,
    render: async (report, options) => (await import("./text.ts")).renderText(report, options),
  },
  json: {
    extension: ".json",
    hasShort: false,
    render: async (report) => (await import("./json.ts")).renderJson(report),
  },
  markdown: {
    extension: ".md",
    hasShort: true,
    render: async (report, options) => (await import("./markdown.ts")).renderMarkdown(report, options),
  },
  html: {
    extension: ".html",
    hasShort: false,
    render: async (report) => (await import("./html.ts")).renderHtml(report),
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
