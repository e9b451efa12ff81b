import type { Evidence } from "../model/report.ts";

/**
 * What is to be said of the end of a run that was cut short, or that waited, behind what is told of the finding `said`; nothing
 * of any other.
 */
export function howItEnded(evidence: Evidence, said: string): string[] {
  const { waited } = evidence;
  const cut = evidence.complete ? [] : [cutShort(evidence)];
  if (waited === undefined) return cut;
  const { rounds, end, why, slug } = waited;
  const asked = `${askedInWords(waited)} (--wait)`;
  switch (end) {
    case "allowed":
      return rounds === 1 ? cut : [...cut, `It was ${asked} until it was allowed.`];
    case "cannot-help":
      return [...cut, `Waiting cannot help${why === undefined || slug === said ? "" : `: ${why}`}.`];
    case "ran-out":
      return [...cut, `It was ${asked}, and is not allowed yet.`];
  }
}

/** `asked 3 times within 40 s`. */
export function askedInWords({ seconds, rounds }: NonNullable<Evidence["waited"]>): string {
  return `asked ${rounds === 1 ? "once" : `${rounds} times`} within ${seconds} s`;
}

function cutShort({ interruptedBy, interruptedAt }: Evidence): string {
  const by = interruptedBy === "deadline" ? "its deadline" : interruptedBy;
  const how = by === undefined ? "" : ` by ${by}`;
  const where = interruptedAt === undefined ? "" : ` at this step: ${interruptedAt}`;
  return `The run was cut short${how}${where}. This is what was found until then.`;
}
