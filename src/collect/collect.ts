import { armScopeOf } from "../catalogue/clouds.ts";
import { hostKind } from "../catalogue/hosts/index.ts";
import type { LinkFacts, LinkOptions } from "../catalogue/link-definition.ts";
import type { SourceName } from "../catalogue/managed-identity-sources.ts";
import { isManagedIdentity, MANAGED_IDENTITY_LINKS } from "../model/words.ts";
import type { Evidence, Exchange, LinkEvidence } from "../model/report.ts";
import { SCHEMA_VERSION } from "../model/schema-version.ts";
import { TOOL_VERSION, sdkVersions } from "../world/versions.ts";
import type { World } from "../world/world.ts";
import { confirm } from "./confirm.ts";
import { environmentSnapshot } from "./environment.ts";
import { findTools } from "./find-tools.ts";
import { clockFacts, hostFacts, instanceHost } from "./host.ts";
import { linksIfEnded, tryLinks } from "./links.ts";
import { endWaiting } from "./isolate/start-child.ts";
import { askMetadata, type MetadataFacts } from "./metadata.ts";
import { processesElsewhere } from "./other-processes.ts";
import { findArcAgent, sourceChooser } from "./source.ts";
import type { Interruption, ProbeRequest, RunHooks } from "./request.ts";
import { inspectFiles } from "./inspect-files.ts";
import { startRun, type Run } from "./run.ts";
import { reachTargets, targetEvidence } from "./targets.ts";

/**
 * Everything that can be learnt on this machine, as facts. An aborted run ends within moments with what is known so
 * far (`complete: false`); nothing is thrown for what goes wrong outside.
 */
export async function collect(request: ProbeRequest, world: World, hooks: RunHooks): Promise<Evidence> {
  const run = startRun(request, world, hooks);
  const startedAt = new Date(world.now()).toISOString();
  const targets = request.targets.map(targetEvidence);
  const links: LinkEvidence[] = [];
  const log: string[] = [];
  const reached = reachTargets(run, targets);
  const arcAgent = await findArcAgent(world);
  const options = linkOptions(request);
  const sourceOf = sourceChooser(world.env, options, arcAgent);
  const looked = hostFacts(world);
  let asked: Noted<MetadataFacts | undefined> | undefined;
  // Of the three links, those that do not exchange tokens with Entra share one endpoint.
  const metadata = (source: SourceName) =>
    source === "TokenExchange" || world.guise?.ownNetwork === true
      ? Promise.resolve(undefined)
      : (asked ??= noted(askMetadata(run, source, looked))).value;
  // Asked ahead, while the machine is looked at and targets are reached: it is the longest wait of many a run.
  if (wantsManagedIdentity(request)) void metadata(sourceOf("managed-identity-system"));
  // After what is waited for longer: of many processes it takes a while to read.
  const seeingOthers = noted(looked.then(() => processesElsewhere(world, hooks.signal)));
  const [host, tools, files] = await Promise.all([looked, findTools(world), inspectFiles(run)]);
  const facts: LinkFacts = { env: world.env, options, tools, files };
  const scopes = scopesOf(request, world);
  await reached;
  const { isHosted } = hostKind(host.kind);
  const shared = { run, facts, scopes, targets, log, sourceOf, isHosted, metadata };
  const found = { startedAt, host, arcAgent, log };
  await tryLinks(shared, links, () => {
    if (hooks.onEvidence === undefined) return;
    const soFar = structuredClone({ links: linksIfEnded(shared, links), targets, log });
    const known = { ...found, ...soFar, metadata: asked?.soFar(), elsewhere: seeingOthers.soFar() };
    hooks.onEvidence(async () => await evidenceOf(run, known, { complete: false }));
  });
  const [scope] = scopes;
  const confirmation =
    request.options.confirm && scope !== undefined ? await confirm(run, facts, scope, log) : undefined;
  endWaiting();
  const last = { metadata: await asked?.value, elsewhere: await seeingOthers.value };
  const whole = { ...found, links, targets, confirmation, ...last };
  return await evidenceOf(run, whole, completeness(run));
}

/** A promise, and what it has given until now. */
interface Noted<Value> {
  readonly value: Promise<Value>;
  soFar(): Value | undefined;
}

function noted<Value>(value: Promise<Value>): Noted<Value> {
  let given: Value | undefined;
  const noting = value.then((one) => (given = one));
  return { value: noting, soFar: () => given };
}

/** What evidence is made of. */
interface Found {
  readonly startedAt: string;
  readonly host: Evidence["host"];
  readonly arcAgent: Evidence["host"]["arcAgent"] | undefined;
  readonly links: LinkEvidence[];
  readonly targets: Evidence["targets"];
  readonly log: string[];
  readonly metadata: MetadataFacts | undefined;
  readonly elsewhere: NonNullable<Evidence["host"]["elsewhere"]> | undefined;
  readonly confirmation?: Evidence["confirmation"] | undefined;
}

async function evidenceOf(
  { request, world }: Run,
  { startedAt, host, arcAgent, links, targets, log, metadata, elsewhere = [], confirmation }: Found,
  end: End,
): Promise<Evidence> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: toolFacts(world),
    startedAt,
    finishedAt: new Date(world.now()).toISOString(),
    ...end,
    ...(world.lab === undefined ? {} : { lab: { scenario: world.lab.scenario } }),
    invocation: {
      targets: targets.map(({ url }) => url),
      options: request.options,
      ...(world.program === undefined ? {} : { program: world.program }),
      cut: request.cut,
      ...(request.undiscovered === undefined ? {} : { undiscovered: request.undiscovered }),
    },
    host: {
      ...host,
      ...(await instanceHost(world, metadata?.instance)),
      ...(arcAgent === undefined ? {} : { arcAgent }),
      ...(elsewhere.length === 0 ? {} : { elsewhere }),
      clock: clockFacts([...exchangesOf(links, targets), ...(metadata?.metadata.exchanges ?? [])]),
      ...(metadata === undefined ? {} : { metadata: metadata.metadata }),
    },
    environment: environmentSnapshot(world.env, world.guise?.from),
    ...(confirmation === undefined ? {} : { confirmation }),
    ...(request.message === undefined ? {} : { message: request.message }),
    ...(request.verbose ? { sdkLog: log } : {}),
    links,
    targets,
  };
}

function linkOptions({ options }: ProbeRequest): LinkOptions {
  const names = [
    "managedIdentityClientId",
    "managedIdentityResourceId",
    "managedIdentityObjectId",
    "workloadIdentityClientId",
    "tenantId",
  ] as const;
  const given = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  return Object.fromEntries(given) as LinkOptions;
}

/** The audiences that tokens are needed for; without a target, Azure Resource Manager's. */
function scopesOf({ targets, options }: ProbeRequest, { env }: World): string[] {
  const asked = options.scope === undefined ? [] : [options.scope];
  const scopes = new Set([...targets.map(({ scope }) => scope), ...asked]);
  return scopes.size === 0 ? [armScopeOf(env["AZURE_AUTHORITY_HOST"])] : [...scopes];
}

function wantsManagedIdentity({ options: { only, skip } }: ProbeRequest): boolean {
  return (
    (only.length === 0 || only.some(isManagedIdentity)) &&
    !MANAGED_IDENTITY_LINKS.every((id) => skip.includes(id))
  );
}

type End = Pick<Evidence, "complete" | "interruptedBy" | "interruptedAt">;

function completeness({ hooks: { signal }, cutStep }: Run): End {
  if (!signal.aborted) return { complete: true };
  const step = cutStep();
  return {
    complete: false,
    interruptedBy: interruptionOf(signal),
    ...(step === undefined ? {} : { interruptedAt: step }),
  };
}

/** A time limit aborts with an error of its own. */
function interruptionOf({ reason }: AbortSignal): Interruption {
  return typeof reason === "string" ? (reason as Interruption) : "deadline";
}

function exchangesOf(links: readonly LinkEvidence[], targets: Evidence["targets"]): Exchange[] {
  const challenges = targets.flatMap(({ challengeExchange }) => challengeExchange ?? []);
  const probes = targets.flatMap(({ access }) => access.flatMap(({ exchange }) => exchange ?? []));
  return [...challenges, ...links.flatMap(({ exchanges }) => exchanges), ...probes];
}

function toolFacts({ platform }: World): Evidence["tool"] {
  return {
    name: "credprobe",
    version: TOOL_VERSION,
    sdk: sdkVersions(),
    node: process.version,
    platform: `${platform} ${process.arch}`,
  };
}
