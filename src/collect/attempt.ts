import { decidingExchange } from "../model/deciding-exchange.ts";
import type { LinkDefinition, LinkFacts } from "../catalogue/link-definition.ts";
import type {
  AccessEvidence,
  Exchange,
  LinkEvidence,
  TargetEvidence,
  TokenEvidence,
} from "../model/report.ts";
import type { SourceName } from "../catalogue/managed-identity-sources.ts";
import type { Fact } from "./isolate/protocol.ts";
import type { IsolateEnd } from "./isolate/run-isolate.ts";
import { linkInputs } from "./link-inputs.ts";
import { noAnswer, refusedOutcome, withServerFacts, type OutcomeFact } from "./outcome.ts";
import type { Run } from "./run.ts";
import { brokenStage, targetJob } from "./targets.ts";

export interface AttemptJob {
  readonly link: LinkDefinition;
  readonly facts: LinkFacts;
  readonly scopes: readonly string[];
  readonly targets: readonly TargetEvidence[];
  readonly log: string[];
  /** Managed-identity source that will be asked. */
  readonly source?: SourceName;
}

/** Everything a child told about its link, as it came. */
interface Told {
  readonly exchanges: Exchange[];
  readonly tokens: TokenEvidence[];
  /** The step under way is a probe of a target. */
  probing: boolean;
  constructorError?: NonNullable<LinkEvidence["error"]>;
  crash?: string;
}

/** One link tried alone in a child of its own; access rows go into `targets`, the SDK's log into `log`. */
export async function attempt(run: Run, job: AttemptJob): Promise<LinkEvidence> {
  const { link, facts, scopes, targets, log } = job;
  const { options, verbose } = run.request;
  const told: Told = { exchanges: [], tokens: [], probing: false };
  const reachable = targets.filter((target) => brokenStage(target) === undefined);
  const startedAt = run.world.now();
  const end = await run.isolate(
    link.id,
    {
      kind: "link",
      link: link.id,
      options: facts.options,
      tools: facts.tools,
      scopes,
      targets: reachable.map(targetJob),
      levels: options.access,
      timeoutMs: run.timeoutMs,
      verbose,
    },
    (fact) => {
      if (fact.type === "access") {
        putAccess(reachable[fact.target], fact.access);
      } else if (fact.type === "arm") {
        const target = reachable[fact.target];
        if (target !== undefined) target.arm = [...(target.arm ?? []), fact.arm];
      } else if (fact.type === "log") log.push(`${link.id}: ${fact.line}`);
      else note(told, fact);
    },
  );
  return evidenceOf(job, told, end, startedAt, run.world.now());
}

function note(told: Told, fact: Fact): void {
  switch (fact.type) {
    case "step":
      told.probing = fact.probe === true;
      break;
    case "exchange":
      // Ids count from the order's first request; what a probe sent stands in its own row.
      if (!told.probing || fact.id in told.exchanges) told.exchanges[fact.id] = fact.exchange;
      break;
    case "token":
      told.tokens.push(fact.token);
      break;
    case "constructor-error":
      told.constructorError = fact.error;
      break;
    case "crash":
      told.crash = fact.error.text;
      break;
    default:
      // Facts of other kinds of children.
      break;
  }
}

function putAccess(target: TargetEvidence | undefined, row: AccessEvidence): void {
  if (target === undefined) return;
  const index = target.access.findIndex(isSameProbe(row));
  if (index < 0) target.access.push(row);
  else target.access[index] = row;
}

function isSameProbe(row: AccessEvidence): (other: AccessEvidence) => boolean {
  return ({ link, level, action }) => link === row.link && level === row.level && action === row.action;
}

function evidenceOf(
  { link, facts, scopes, source }: AttemptJob,
  told: Told,
  end: IsolateEnd,
  startedAt: number,
  endedAt: number,
): LinkEvidence {
  // Requests of probes leave holes behind.
  const exchanges = told.exchanges
    .filter((exchange) => exchange !== undefined)
    .map((one) => untilNow(one, endedAt));
  const refused = told.tokens.find(({ error }) => error !== undefined)?.error ?? told.constructorError;
  const error = refused === undefined ? undefined : withServerFacts(refused, exchanges);
  const speaker = source === "TokenExchange" ? "entra" : link.endpoint;
  const { outcome, reason } = outcomeOf(speaker, told, end, exchanges, error);
  const tokens = told.tokens.map((token) => refine(speaker, token, exchanges));
  const untold = scopes.filter((scope) => !tokens.some((token) => token.scope === scope));
  const unfinished = outcome === "timed-out" ? untold.map((scope) => ({ scope, outcome, claims: {} })) : [];
  return {
    id: link.id,
    title: link.title,
    outcome,
    reason,
    inputs: linkInputs(link, facts),
    ...(source === undefined ? {} : { source }),
    durationMs: Math.max(0, endedAt - startedAt),
    exchanges,
    ...(error === undefined ? {} : { error }),
    tokens: [...tokens, ...unfinished],
  };
}

function outcomeOf(
  speaker: LinkDefinition["endpoint"],
  told: Told,
  end: IsolateEnd,
  exchanges: readonly Exchange[],
  error: LinkEvidence["error"],
): OutcomeFact {
  if (told.crash !== undefined) return { outcome: "crashed", reason: told.crash };
  if (told.constructorError !== undefined) {
    return { outcome: "not-configured", reason: `its constructor throws: ${told.constructorError.text}` };
  }
  const refusedScopes = told.tokens.filter((token) => token.error !== undefined).map(({ scope }) => scope);
  if (told.tokens.some(({ outcome }) => outcome === "succeeded")) {
    const but = refusedScopes.length === 0 ? "" : `, but none for ${refusedScopes.join(", ")}`;
    return { outcome: "succeeded", reason: `got a token${but}` };
  }
  if (error !== undefined) return refusedOutcome(speaker, error, exchanges);
  switch (end.how) {
    case "deadline":
      return deadlineOutcome(speaker, end.timeoutMs, exchanges);
    case "aborted":
      return { outcome: "skipped", reason: "the run was ended before it finished" };
    case "crashed":
      return { outcome: "crashed", reason: end.text };
    case "done":
      return { outcome: "crashed", reason: "the child ended without a word" };
  }
}

/** A request that was under way when its child was killed lasted until then. */
function untilNow(exchange: Exchange, endedAt: number): Exchange {
  const isPending = exchange.failure?.code === "DEADLINE";
  const durationMs = Math.max(0, endedAt - Date.parse(exchange.startedAt));
  return isPending ? { ...exchange, durationMs } : exchange;
}

/** A token that was refused, with what its answer said: the last one that was no success, where there is one. */
function refine(
  speaker: LinkDefinition["endpoint"],
  token: TokenEvidence,
  exchanges: readonly Exchange[],
): TokenEvidence {
  if (token.error === undefined) return token;
  const refusals = exchanges.filter(({ status = 0, failure }) => failure !== undefined || status >= 300);
  const deciding = refusals.length === 0 ? exchanges : refusals;
  const error = withServerFacts(token.error, deciding);
  return { ...token, outcome: refusedOutcome(speaker, error, deciding).outcome, error };
}

/** A killed attempt that only ever met a closed door was not slow: there is nobody, however long an SDK retries. */
function deadlineOutcome(
  speaker: LinkDefinition["endpoint"],
  timeoutMs: number,
  exchanges: readonly Exchange[],
): OutcomeFact {
  const last = exchanges.at(-1);
  const isShut = ({ status, failure }: Exchange) => status === undefined && failure?.code !== "DEADLINE";
  if (last !== undefined && exchanges.every(isShut)) {
    return { outcome: "unavailable", reason: `${noAnswer(last)}; the SDK was still retrying` };
  }
  const reason =
    speaker === "tool"
      ? `ended at its deadline of ${timeoutMs / 1000} s, while the tool was still running`
      : deadlineReason(timeoutMs, decidingExchange(exchanges));
  return { outcome: "timed-out", reason };
}

/** What a killed attempt was waiting for. */
function deadlineReason(timeoutMs: number, last: Exchange | undefined): string {
  const limit = `ended at its deadline of ${timeoutMs / 1000} s`;
  if (last === undefined) return `${limit}, before any request`;
  if (last.failure === undefined)
    return `${limit}; the last answer was ${last.status}, and the SDK was waiting to retry`;
  return `${limit}: ${noAnswer(last)}`;
}
