import { linkDefinition } from "../catalogue/links/index.ts";
import type { LinkDefinition } from "../catalogue/link-definition.ts";
import type { SourceName } from "../catalogue/managed-identity-sources.ts";
import { PROXY_VARIABLES } from "../catalogue/variables.ts";
import type { LinkEvidence } from "../model/report.ts";
import { LINK_IDS, type LinkId, type Outcome } from "../model/words.ts";
import { accessRow } from "./access-row.ts";
import { startAhead } from "./isolate/start-child.ts";
import { attempt, type AttemptJob } from "./attempt.ts";
import { OTHER_NETWORK, toolsObstacle } from "./elsewhere.ts";
import { linkInputs } from "./link-inputs.ts";
import type { MetadataFacts } from "./metadata.ts";
import { probesOf } from "./probes-of.ts";
import { startRun, type Run } from "./run.ts";
import { brokenStage } from "./targets.ts";

/** What the attempts share. */
export interface LinkRun extends Omit<AttemptJob, "link" | "source"> {
  readonly run: Run;
  /** Where a managed-identity link asks. */
  readonly sourceOf: (id: LinkId) => SourceName;
  /** On a developer's machine the tools are the point; elsewhere they are the last resort. */
  readonly isHosted: boolean;
  /** The one look at the endpoint of that source; asked for only when a link needs it. */
  readonly metadata: (source: SourceName) => Promise<MetadataFacts | undefined>;
}

const ENDED_BEFORE = "the run was ended before it was tried";

/**
 * Tries the links strictly one after another, in chain order, and puts each into `links` as it ends; `onLink` is
 * called before the first and after each.
 */
export async function tryLinks(shared: LinkRun, links: LinkEvidence[], onLink: () => void): Promise<void> {
  onLink();
  startNext(shared, LINK_IDS);
  for (const [index, id] of LINK_IDS.entries()) {
    const link = await tryLink(shared, linkDefinition(id), {
      before: links,
      after: LINK_IDS.slice(index + 1),
    });
    links.push(link);
    if (link.outcome === "succeeded") addUntestedRows(shared, id);
    onLink();
  }
}

/** The links of a run that ends after `tried` of them. */
export function linksIfEnded(shared: LinkRun, tried: readonly LinkEvidence[]): LinkEvidence[] {
  const rest = LINK_IDS.slice(tried.length).map(linkDefinition);
  return [...tried, ...rest.map((link) => notTried(shared, link, "skipped", ENDED_BEFORE))];
}

interface Neighbours {
  readonly before: readonly LinkEvidence[];
  readonly after: readonly LinkId[];
}

/** The child of the next link that is tried gets ready meanwhile. */
function startNext(shared: LinkRun, ids: readonly LinkId[]): void {
  // A tool that is the last resort may not be wanted any more by then.
  const isTried = (id: LinkId) => whyNotTried(shared, linkDefinition(id), shared.isHosted) === undefined;
  if (ids.some(isTried)) startAhead(shared.run.world, ["link"]);
}

/** What stands against a link before anybody is asked. */
function whyNotTried(
  shared: LinkRun,
  link: LinkDefinition,
  hasWinner: boolean,
): Pick<LinkEvidence, "outcome" | "reason"> | undefined {
  const { run, facts } = shared;
  const skipped = skipReason(shared, link.id);
  if (skipped !== undefined) return { outcome: "skipped", reason: skipped };
  const { notConfigured } = link.precheck(facts);
  if (notConfigured !== undefined) return { outcome: "not-configured", reason: notConfigured };
  const obstacle = link.tool === undefined ? undefined : toolsObstacle(run.world.guise);
  if (obstacle !== undefined) return { outcome: "skipped", reason: obstacle };
  if (link.endpoint === "tool" && shared.isHosted && hasWinner && !run.request.options.allLinks) {
    const reason = "another link gives a token already (--all-links tries it)";
    return { outcome: "skipped", reason };
  }
  return undefined;
}

async function tryLink(
  shared: LinkRun,
  link: LinkDefinition,
  { before, after }: Neighbours,
): Promise<LinkEvidence> {
  const { run, facts } = shared;
  const hasWinner = before.some(({ outcome }) => outcome === "succeeded");
  const obstacle = whyNotTried(shared, link, hasWinner);
  if (obstacle !== undefined) return notTried(shared, link, obstacle.outcome, obstacle.reason);
  const { scopes, targets, log } = shared;
  const job = { link, facts, scopes, targets, log };
  const attempted = (more: Partial<AttemptJob> = {}) => {
    const attempting = attempt(run, { ...job, ...more });
    startNext(shared, after);
    run.hooks.onWaiting?.();
    return attempting;
  };
  if (link.endpoint !== "managed-identity") return await attempted();
  const source = shared.sourceOf(link.id);
  if (source !== "TokenExchange" && run.world.guise?.ownNetwork === true) {
    return notTried(shared, link, "skipped", OTHER_NETWORK);
  }
  const found = (await shared.metadata(source))?.metadata;
  // The look may have taken until the run was ended.
  const ended = skipReason(shared, link.id);
  if (ended !== undefined) return notTried(shared, link, "skipped", ended);
  if (found?.state === "silent" || found?.state === "refused") {
    return notTried(shared, link, "unavailable", found.detail);
  }
  const tried = await attempted({ source });
  const isProxied = tried.exchanges.some(({ via }) => via !== undefined);
  return isProxied ? { ...tried, withoutProxy: await tryWithoutProxy(shared, link, source) } : tried;
}

/** The same link as an SDK asks that reads no proxy variables. */
async function tryWithoutProxy(
  { run, facts, scopes }: LinkRun,
  link: LinkDefinition,
  source: SourceName,
): Promise<NonNullable<LinkEvidence["withoutProxy"]>> {
  const names: readonly string[] = PROXY_VARIABLES;
  const env = Object.fromEntries(Object.entries(run.world.env).filter(([name]) => !names.includes(name)));
  const direct = startRun({ ...run.request, targets: [], verbose: false }, { ...run.world, env }, run.hooks);
  const job = { link, facts: { ...facts, env }, scopes: scopes.slice(0, 1), targets: [], log: [], source };
  const { outcome, reason, tokens } = await attempt(direct, job);
  const [token] = tokens;
  const objectId = token?.claims["oid"];
  return {
    outcome,
    reason,
    ...(typeof objectId === "string" ? { objectId } : {}),
    ...(token === undefined ? {} : { token }),
  };
}

function skipReason({ run }: LinkRun, id: LinkId): string | undefined {
  const { only, skip } = run.request.options;
  if (run.hooks.signal.aborted) return ENDED_BEFORE;
  if (only.length > 0 && !only.includes(id)) return "left out by --only";
  return skip.includes(id) ? "left out by --skip" : undefined;
}

function notTried(
  { facts, sourceOf }: LinkRun,
  link: LinkDefinition,
  outcome: Outcome,
  reason: string,
): LinkEvidence {
  return {
    id: link.id,
    title: link.title,
    outcome,
    reason,
    inputs: linkInputs(link, facts),
    ...(link.endpoint === "managed-identity" ? { source: sourceOf(link.id) } : {}),
    durationMs: 0,
    exchanges: [],
    tokens: [],
  };
}

/** A link with a token was not asked about a target that could not be reached: the row says so. */
function addUntestedRows({ run, targets }: LinkRun, link: LinkId): void {
  const { options, targets: matched } = run.request;
  for (const [index, target] of matched.entries()) {
    const evidence = targets[index];
    const stage = evidence === undefined ? undefined : brokenStage(evidence);
    if (evidence === undefined || stage === undefined) continue;
    for (const { probe, testedScope } of probesOf(target, options.access)) {
      evidence.access.push(
        accessRow({ link, probe, testedScope }, `the target was not reached (${stage}): no token was sent`),
      );
    }
  }
}
