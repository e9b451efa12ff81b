import { grouped } from "../model/grouped.ts";
import type { Chain, ChainStep } from "../model/report.ts";
import { isManagedIdentity } from "../model/words.ts";
import { formatDuration } from "./format.ts";
import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { hang, indent, wrap } from "./wrap.ts";

/** What each credential would return, and the steps that decide it; SDKs that agree stand together. */
export function chainLines(report: SealedReport, page: Page): string[] {
  const { rows, confirmation } = chainGroups(report, page);
  return [
    ...rows.flatMap(({ credential, result, sdks, notes }) => [
      ...hang(`  ${credential}: `, result, page.width),
      ...[sdks, ...notes].flatMap((note) => indent(wrap(note, page.width - 4), 4)),
    ]),
    ...(confirmation === undefined ? [] : hang(`  ${LABELS.confirmation}: `, confirmation, page.width)),
  ];
}

/** SDKs whose credential gives the same for the same reasons. */
interface ChainGroup {
  readonly credential: Chain["credential"];
  readonly result: string;
  readonly sdks: string;
  readonly notes: readonly string[];
}

/** The groups in the order in which they are told, and what the real credential did. */
export function chainGroups(
  report: SealedReport,
  page: Page,
): { readonly rows: readonly ChainGroup[]; readonly confirmation?: string | undefined } {
  // What most apps use stands first, with all that differs in it.
  const chains = report.chains.toSorted((one, other) => Number(isBare(one)) - Number(isBare(other)));
  const groups = grouped(chains, (chain) => {
    const { credential, state, winner, stopsAt, source } = chain;
    return JSON.stringify([credential, state, winner, stopsAt, source, notesOf(chain)]);
  });
  const asked = new Set<string>();
  const rows = [...groups.values()].flatMap((group) => groupOf(group, page, asked));
  return { rows, confirmation: confirmationText(report) };
}

function isBare({ credential }: Chain): boolean {
  return credential === "ManagedIdentityCredential";
}

/** @param asked The places of which it was told before why a managed identity is asked there. */
function groupOf(group: readonly Chain[], page: Page, asked: Set<string>): ChainGroup[] {
  return group.slice(0, 1).map((chain) => ({
    credential: chain.credential,
    result: resultOf(chain, page),
    sdks: sdksOf(group),
    notes: [...notesOf(chain), ...askedOf(chain, asked)],
  }));
}

/** The SDKs of a group, those together whose steps rest on the same basis. */
function sdksOf(group: readonly Chain[]): string {
  const byBasis = new Map<string, string[]>();
  for (const { sdk, version, steps } of group) {
    const basis = (steps.find(isDecisive) ?? steps.find(isObserved))?.basis ?? "modelled";
    byBasis.set(basis, [...(byBasis.get(basis) ?? []), `${sdk} ${version}`]);
  }
  return [...byBasis].map(([basis, sdks]) => `${sdks.join(", ")} (${basis})`).join("; ");
}

function notesOf({ steps, shadowed, inapplicable }: Chain): string[] {
  return [
    ...(inapplicable === undefined ? [] : [LABELS.notForThis(inapplicable)]),
    ...listed(steps.filter(isOfPlatform), "not-in-chain"),
    ...listed(steps, "passed"),
    ...listed(steps, "excluded"),
    ...steps.filter(isDecisive).map(({ effect, link, why }) => `${effect} ${link}: ${why}`),
    ...(shadowed.length === 0 ? [] : [`${LABELS.shadowed}: ${shadowed.join(", ")}`]),
  ];
}

function askedOf({ source }: Chain, asked: Set<string>): string[] {
  // The machine's own metadata service is where everybody looks for it anyway.
  if (source === undefined || source.name === "Imds") return [];
  const isNew = !asked.has(JSON.stringify(source));
  asked.add(JSON.stringify(source));
  return [LABELS.asks(isNew ? source : { ...source, why: "" })];
}

function resultOf({ state, winner, stopsAt }: Chain, { colours }: Page): string {
  if (winner !== undefined) return colours.green(LABELS.wins(winner));
  if (stopsAt !== undefined) return colours.red(LABELS.stopsAt(stopsAt));
  return state === "none" ? colours.red(LABELS.noLinkWins) : colours.yellow(LABELS.unknown);
}

/** The step at which the chain ended. What comes after the first unknown step is unknown for its sake. */
export function isDecisive({ effect }: ChainStep, index: number, steps: readonly ChainStep[]): boolean {
  if (effect === "unknown") return steps.findIndex((step) => step.effect === "unknown") === index;
  return effect === "won" || effect === "stopped";
}

function isObserved({ basis }: ChainStep): boolean {
  return basis === "observed";
}

/** Every SDK has these; one that is not in a chain was dropped from it. Of tools each SDK has its own. */
function isOfPlatform({ link }: ChainStep): boolean {
  return link === "environment" || link === "workload-identity" || isManagedIdentity(link);
}

function listed(steps: readonly ChainStep[], effect: ChainStep["effect"]): string[] {
  const links = steps.filter((step) => step.effect === effect).map(({ link }) => link);
  return links.length === 0 ? [] : [`${effect}: ${links.join(", ")}`];
}

export function confirmationText({ confirmation, winner }: SealedReport): string | undefined {
  if (confirmation === undefined) return undefined;
  const { outcome, reason, credential, objectId, error, durationMs } = confirmation;
  return [
    outcome,
    ...(credential === undefined ? [] : [credential]),
    ...(objectId === undefined ? [] : [`${LABELS.objectId} ${objectId}`]),
    ...(reason === undefined ? [formatDuration(durationMs)] : [reason]),
    ...(winner.confirmed === undefined ? [] : [winner.confirmed ? LABELS.confirmed : LABELS.notConfirmed]),
    ...(error === undefined ? [] : [error.name]),
  ].join(", ");
}
