import type { Chain, ChainStep } from "../model/report.ts";
import { formatDuration } from "./format.ts";
import { LABELS } from "./labels.ts";
import type { Page } from "./page.ts";
import type { SealedReport } from "./seal.ts";
import { hang, indent, wrap } from "./wrap.ts";

/** What each SDK's credential would return, and the steps that decide it. */
export function chainLines(report: SealedReport, page: Page): string[] {
  return [...report.chains.flatMap((chain) => linesOf(chain, page)), ...confirmationLines(report, page)];
}

function linesOf(chain: Chain, page: Page): string[] {
  const lead = `  ${chain.sdk} ${chain.credential} ${chain.version}: `;
  const notes = [
    ...listed(chain.steps, "passed"),
    ...listed(chain.steps, "excluded"),
    ...chain.steps
      .filter(isDecisive)
      .map(({ effect, link, basis, why }) => `${effect} ${link} (${basis}): ${why}`),
    ...(chain.shadowed.length === 0 ? [] : [`${LABELS.shadowed}: ${chain.shadowed.join(", ")}`]),
  ];
  return [
    ...hang(lead, resultOf(chain, page), page.width),
    ...notes.flatMap((note) => indent(wrap(note, page.width - 4), 4)),
  ];
}

function resultOf({ state, winner, stopsAt }: Chain, { colours }: Page): string {
  if (winner !== undefined) return colours.green(LABELS.wins(winner));
  if (stopsAt !== undefined) return colours.red(LABELS.stopsAt(stopsAt));
  return state === "none" ? colours.red(LABELS.noLinkWins) : colours.yellow(LABELS.unknown);
}

/** The step at which the chain ended. What comes after the first unknown step is unknown for its sake. */
function isDecisive({ effect }: ChainStep, index: number, steps: readonly ChainStep[]): boolean {
  if (effect === "unknown") return steps.findIndex((step) => step.effect === "unknown") === index;
  return effect === "won" || effect === "stopped";
}

function listed(steps: readonly ChainStep[], effect: ChainStep["effect"]): string[] {
  const links = steps.filter((step) => step.effect === effect).map(({ link }) => link);
  return links.length === 0 ? [] : [`${effect}: ${links.join(", ")}`];
}

function confirmationLines(report: SealedReport, page: Page): string[] {
  const { confirmation, winner } = report;
  if (confirmation === undefined) return [];
  const { outcome, credential, objectId, error, durationMs } = confirmation;
  const said = [
    outcome,
    ...(credential === undefined ? [] : [credential]),
    ...(objectId === undefined ? [] : [`${LABELS.objectId} ${objectId}`]),
    formatDuration(durationMs),
    ...(winner.confirmed === undefined ? [] : [winner.confirmed ? LABELS.confirmed : LABELS.notConfirmed]),
    ...(error === undefined ? [] : [error.name]),
  ];
  return hang(`  ${LABELS.confirmation}: `, said.join(", "), page.width);
}
