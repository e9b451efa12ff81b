import type { Progress } from "../collect/request.ts";

/** Longest silence on a stream that is no terminal. */
const HEARTBEAT_MS = 15_000;
const REDRAW_MS = 200;
const CLEAR_LINE = "\r\u001b[K";

export interface ProgressView {
  show(progress: Progress): void;
  /** One line that stays. */
  say(line: string): void;
  /** Takes the live line away. */
  end(): void;
}

export const noProgress: ProgressView = { show: () => {}, say: () => {}, end: () => {} };

/** What is being waited for, and until when: a live line on a terminal, a line now and then elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? liveLine(stream) : heartbeat(stream);
}

function sentence({ what, deadlineAt }: Progress): string {
  const left = Math.max(0, Math.ceil((deadlineAt - Date.now()) / 1000));
  return `credprobe: ${what} (at most ${left} s more)`;
}

function liveLine(stream: NodeJS.WriteStream): ProgressView {
  let current: Progress | undefined;
  const draw = () => {
    if (current === undefined) return;
    stream.write(`${CLEAR_LINE}${sentence(current).slice(0, (stream.columns || 80) - 1)}`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    show(progress) {
      current = progress;
      draw();
    },
    say: (line) => void stream.write(`${CLEAR_LINE}credprobe: ${line}\n`),
    end() {
      clearInterval(timer);
      if (current !== undefined) stream.write(CLEAR_LINE);
    },
  };
}

function heartbeat(stream: NodeJS.WriteStream): ProgressView {
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
    say: (line) => void stream.write(`credprobe: ${line}\n`),
    end: () => clearInterval(timer),
  };
}
