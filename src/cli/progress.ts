import type { Progress } from "../collect/request.ts";
import { escapeText } from "../model/escape-text.ts";
import { namelessProgress } from "./nameless-progress.ts";

/** Longest silence on a stream that is no terminal; Kudu's command API ends what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
const REDRAW_MS = 200;
const CLEAR_LINE = "\r\u001b[K";
const DEFAULT_COLUMNS = 80;
/** Share of the end in what is left of a sentence. */
const TAIL = 0.4;

export interface ProgressView {
  show(progress: Progress): void;
  /** One line that stays; `nameless` says the same without anybody's names. */
  say(line: string, nameless: string): void;
  /** Takes the live line away. */
  end(): void;
}

/** What is written to, and how wide it is now. */
export type ProgressStream = Pick<NodeJS.WriteStream, "isTTY" | "columns"> & { write(text: string): unknown };

export const noProgress: ProgressView = { show: () => {}, say: () => {}, end: () => {} };

/** What yargs makes of the options that say what of the progress is shown. */
export interface ProgressArguments {
  readonly quiet: boolean;
  readonly anonymize: boolean;
}

/** On standard error, as far as the user wants to see it. */
export function progressFor({ quiet, anonymize }: ProgressArguments): ProgressView {
  if (quiet) return noProgress;
  const view = progressOn(process.stderr);
  return anonymize ? namelessProgress(view) : view;
}

/** What is being waited for, and until when: a live line on a terminal, a line now and then elsewhere. */
export function progressOn(stream: ProgressStream): ProgressView {
  return stream.isTTY ? liveLine(stream) : heartbeat(stream);
}

/** Where a line is too short, the middle gives way: who waits, for whom, and for how long stays. */
function sentence({ what, deadlineAt }: Progress, columns = Number.POSITIVE_INFINITY): string {
  const left = Math.max(0, Math.ceil((deadlineAt - Date.now()) / 1000));
  const words = `credprobe: ${escapeText(what, 300)}`;
  const limit = ` (at most ${left} s more)`;
  if (words.length + limit.length < columns) return words + limit;
  const room = columns - 1 - limit.length - "...".length;
  if (room < "credprobe: ".length) return limit.trim().slice(0, Math.max(0, columns - 1));
  const tail = Math.floor(room * TAIL);
  return `${words.slice(0, room - tail)}...${words.slice(words.length - tail)}${limit}`;
}

function liveLine(stream: ProgressStream): ProgressView {
  let current: Progress | undefined;
  const draw = () => {
    if (current === undefined) return;
    stream.write(`${CLEAR_LINE}${sentence(current, stream.columns || DEFAULT_COLUMNS)}`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    show(progress) {
      current = progress;
      draw();
    },
    say(line) {
      stream.write(`${CLEAR_LINE}credprobe: ${escapeText(line)}\n`);
      draw();
    },
    end() {
      clearInterval(timer);
      if (current !== undefined) stream.write(CLEAR_LINE);
      current = undefined;
    },
  };
}

function heartbeat(stream: ProgressStream): ProgressView {
  let current: Progress | undefined;
  const timer = setInterval(() => {
    if (current !== undefined) stream.write(`${sentence(current)}\n`);
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    show(progress) {
      if (current === undefined) stream.write(`${sentence(progress)}\n`);
      current = progress;
    },
    say: (line) => void stream.write(`credprobe: ${escapeText(line)}\n`),
    end: () => clearInterval(timer),
  };
}
