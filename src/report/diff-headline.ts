import type { Difference } from "./diff.ts";
import { LABELS } from "./labels.ts";
import { countingRows } from "./marks.ts";
import type { SealedReport } from "./seal.ts";

/** What the differences come to, from the weightiest on. It names what is seen, and no cause. */
export function diffHeadline(
  a: SealedReport,
  b: SealedReport,
  differences: readonly Difference[],
  nameless = false,
): string {
  if (differences.length === 0) return nameless ? LABELS.diff.nothingButNames : LABELS.diff.nothing;
  const [inA, inB] = [whoWins(a, nameless), whoWins(b, nameless)];
  const permitted = permissions(a, b);
  const causes = causesOf(a, b);
  const untold = untoldIn(a, b);
  const isSameIdentity = untold === undefined && inA.id === inB.id;
  const first = untold === undefined ? winners(a, b, inA, inB, nameless) : LABELS.diff.untold(untold);
  const topics = [...new Set(differences.map(({ topic }) => topic))].filter(
    (topic) => isSameIdentity || topic !== "identity",
  );
  return [
    first,
    ...permitted,
    // Where nothing was asked, nothing is the same either.
    ...(permitted.length > 0 || untold !== undefined || counted(a).size === 0
      ? []
      : [LABELS.diff.samePermissions]),
    ...causes,
    ...(permitted.length + causes.length > 0 || topics.length === 0 ? [] : [LABELS.diff.others(topics)]),
  ].join(" ");
}

function winners(
  { winner: a }: SealedReport,
  { winner: b }: SealedReport,
  inA: Who,
  inB: Who,
  nameless: boolean,
): string {
  if (inA.id !== inB.id) return LABELS.diff.otherIdentity(inA.text, inB.text);
  if (nameless && a.link !== null) return LABELS.diff.sameKind(inA.text, inB.text);
  return a.link === b.link
    ? LABELS.diff.sameIdentity(inA.text)
    : LABELS.diff.otherLink(inA.text, a.link ?? a.state, b.link ?? b.state);
}

/** In which of the two it could not be told who wins, and why; none where both tell. */
function untoldIn(a: SealedReport, b: SealedReport): string | undefined {
  const [one, other] = [a, b].map(({ winner, complete }) =>
    winner.state === "unknown" ? LABELS.diff.untoldBecause(complete) : undefined,
  );
  if (one === other) return one === undefined ? undefined : LABELS.diff.untoldInBoth(one);
  return [...(one === undefined ? [] : [`A ${one}`]), ...(other === undefined ? [] : [`B ${other}`])].join(
    ", ",
  );
}

/** What is wrong in each, where that is not the same. */
function causesOf(a: SealedReport, b: SealedReport): string[] {
  const [one, other] = [a, b].map(({ findings: [first] }) => (first?.level === "info" ? undefined : first));
  if (one?.slug === other?.slug && one?.title === other?.title) return [];
  // Of a run that does not tell who wins, that nothing wrong was found says nothing.
  if (untoldIn(a, b) !== undefined && (one === undefined || other === undefined)) return [];
  return [LABELS.diff.causes(one?.title, other?.title)];
}

interface Who {
  /** The same for the same identity, whichever way its token came. */
  readonly id: string;
  readonly text: string;
}

function whoWins({ winner, links }: SealedReport, nameless: boolean): Who {
  const token = links
    .find(({ id }) => id === winner.link)
    ?.tokens.find(({ outcome }) => outcome === "succeeded");
  if (winner.link === null) return { id: winner.state, text: LABELS.diff.states[winner.state] };
  const { kind, objectId, clientId, resourceId } = token?.identity ?? {};
  const name = nameless ? undefined : (resourceId?.split("/").at(-1) ?? clientId ?? objectId);
  const id = nameless ? kind : objectId;
  return {
    id: (id ?? `${winner.link} ${kind}`).toLowerCase(),
    text: LABELS.diff.who(kind ?? LABELS.unknown, name, winner.link),
  };
}

/** The verdicts that count in either report, where they differ; of many the first, and how many more. */
function permissions(a: SealedReport, b: SealedReport): string[] {
  const [inA, inB] = [counted(a), counted(b)];
  const changed = [...new Set([...inA.keys(), ...inB.keys()])].flatMap((what) => {
    const [one, other] = [inA.get(what), inB.get(what)];
    return one === other ? [] : [LABELS.diff.permission(what, one, other)];
  });
  return changed.length < 2 ? changed : [...changed.slice(0, 1), LABELS.diff.more(changed.length - 1)];
}

function counted(report: SealedReport): ReadonlyMap<string, string> {
  const counts = countingRows(report);
  return new Map(
    report.targets.flatMap((target) =>
      target.access
        .filter((row) => counts(row, target))
        .map((row) => [`${row.level} ${target.url}`, row.verdict] as const),
    ),
  );
}
