import { grouped } from "../../model/grouped.ts";
import type { Chain } from "../../model/report.ts";
import type { Effect, LinkId } from "../../model/words.ts";
import { LABELS } from "../labels.ts";
import type { SealedReport } from "../seal.ts";
import { WORDS } from "./words.ts";

/** Credentials that go the same way through the chain. */
export interface Lane {
  /** `A`, `B`, ...: what the picture has room for. */
  readonly letter: string;
  readonly chain: Chain;
  /** The chain of each SDK that goes this way. */
  readonly chains: readonly Chain[];
  readonly effects: ReadonlyMap<LinkId, Effect>;
}

const CODE_OF_A = 65;

/** What most apps use stands first; within it, SDKs that agree in every step share a lane. */
export function lanesOf(report: SealedReport): Lane[] {
  const ordered = report.chains.toSorted((one, other) => Number(isBare(one)) - Number(isBare(other)));
  const groups = grouped(ordered, (chain) => {
    const steps = chain.steps.map(({ link, effect }) => `${link} ${effect}`);
    const { credential, state, winner, stopsAt, invalid, inapplicable, shadowed } = chain;
    return JSON.stringify([
      ...[credential, state, winner, stopsAt, invalid, inapplicable],
      ...[shadowed, steps],
    ]);
  });
  return [...groups.values()].flatMap((chains, index) => {
    const [chain] = chains;
    if (chain === undefined) return [];
    const effects = new Map(chain.steps.map(({ link, effect }) => [link, effect]));
    return [{ letter: String.fromCodePoint(CODE_OF_A + index), chain, chains, effects }];
  });
}

/** What comes out at the end of a chain. */
export function resultOf({ winner, stopsAt, state, invalid }: Chain): string {
  if (winner !== undefined) return LABELS.wins(winner);
  if (stopsAt !== undefined) return LABELS.stopsAt(stopsAt);
  if (invalid === true) return WORDS.throws;
  return state === "none" ? LABELS.noLinkWins : LABELS.unknown;
}

/** What a link is to the app: the winner, or the lanes in which it wins or is shadowed. */
export function tagsOf(report: SealedReport, lanes: readonly Lane[], link: LinkId): LinkTag[] {
  const own = lanes.filter(({ chain }) => !isBare(chain));
  const winning = own.filter(({ chain }) => chain.winner === link);
  const shadowing = own.filter(({ chain }) => chain.shadowed.includes(link));
  return [
    ...(report.winner.link === link ? [{ kind: "winner", text: LABELS.winner } as const] : []),
    ...(report.winner.link === null && winning.length > 0
      ? [{ kind: "winner", text: LABELS.winsIn(lettersOf(winning)) } as const]
      : []),
    ...(shadowing.length === 0
      ? []
      : [
          {
            kind: "shadowed",
            text: shadowing.length === own.length ? LABELS.shadowed : LABELS.shadowedIn(lettersOf(shadowing)),
          } as const,
        ]),
  ];
}

export interface LinkTag {
  readonly kind: "winner" | "shadowed";
  readonly text: string;
}

function lettersOf(lanes: readonly Lane[]): string[] {
  return lanes.map(({ letter }) => letter);
}

function isBare({ credential }: Chain): boolean {
  return credential === "ManagedIdentityCredential";
}
