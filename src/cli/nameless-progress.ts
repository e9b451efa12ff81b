import type { ProgressView } from "./progress.ts";

/** Behind these words of a step, and in words of these forms, stand hosts, addresses and ids. */
const FROM_NAMES_ON =
  /(?<=^[\w-]+:.*?) (?:(?:for|at|from|through) |\S*[\d./:@])[\s\S]*$|(?<=^waiting):[\s\S]*$/;

/** Progress for those who asked for pseudonyms: who works at which step, and nobody's names. */
export function namelessProgress(view: ProgressView): ProgressView {
  return {
    show: (progress) => view.show({ ...progress, what: progress.what.replace(FROM_NAMES_ON, "") }),
    say: (_line, nameless) => view.say(nameless, nameless),
    end: () => view.end(),
  };
}
