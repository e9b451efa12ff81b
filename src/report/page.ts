import { createColors } from "picocolors";

export interface RenderOptions {
  /** Columns; 80 unless given, at least 30. */
  readonly width?: number;
  /** Off unless asked for: the caller knows whether a terminal reads it. */
  readonly colour?: boolean;
  /** Whether the output may hold more than ASCII; what is beyond is written out as `\u{N}` otherwise. */
  readonly unicode?: boolean;
  /** The form for a chat: the verdict and what led to it, in less than 4,096 bytes. */
  readonly short?: boolean;
}

/** What a section is drawn on. */
export interface Page {
  readonly width: number;
  readonly colours: ReturnType<typeof createColors>;
  readonly arrow: string;
}

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 30;

export function pageOf({ width, colour, unicode }: RenderOptions): Page {
  const wanted = width !== undefined && Number.isFinite(width) ? Math.floor(width) : DEFAULT_WIDTH;
  return {
    width: Math.max(MIN_WIDTH, wanted),
    colours: createColors(colour === true),
    arrow: unicode === true ? "\u2190" : "<-",
  };
}
