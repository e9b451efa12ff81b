import { matchTarget } from "../catalogue/match-target.ts";
import { findService } from "../catalogue/services/index.ts";
import { LIMITS, matchedTargets, type Matched, type ProbeRequest } from "../collect/request.ts";
import { hasUnseen } from "../model/escape-text.ts";
import { ACCESS_LEVELS, type AccessLevel, type LinkId, type Sdk } from "../model/words.ts";
import { expectOptions } from "./expect-options.ts";
import { envFromOption, envFromText } from "./env-from-option.ts";
import { identityOptions } from "./identity-options.ts";
import type { GivenTarget } from "./targets-file.ts";
import { UsageError } from "./usage-error.ts";

/** What yargs makes of the options of a probe. */
export interface ProbeArguments {
  readonly targets?: readonly string[] | undefined;
  readonly sdk?: Sdk | undefined;
  readonly exclude: readonly LinkId[];
  readonly only: readonly LinkId[];
  readonly skip: readonly LinkId[];
  readonly allLinks: boolean;
  readonly access: AccessLevel | "all";
  readonly service?: string | undefined;
  readonly discover: boolean;
  readonly targetsFile?: string | undefined;
  readonly managedIdentityClientId?: string | undefined;
  readonly managedIdentityResourceId?: string | undefined;
  readonly managedIdentityObjectId?: string | undefined;
  readonly workloadIdentityClientId?: string | undefined;
  readonly tenant?: string | undefined;
  readonly envFrom?: string | undefined;
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
  readonly confirm: boolean;
  readonly timeout: number;
  readonly deadline: number;
  readonly wait?: string | undefined;
  readonly verbose: boolean;
  readonly message?: string | undefined;
  readonly expectClientId?: string | undefined;
  readonly expectObjectId?: string | undefined;
}

const SCOPE = /^(https:\/\/[a-z0-9.-]+\/{0,2}|[0-9a-f-]{36}\/)\/?\.default$/i;
/**
 * A checked request for the targets of the command line, and for `more` of them.
 *
 * @throws UsageError naming the option or the target; a target's text is not repeated, it may hold a secret.
 */
export function probeRequest(args: ProbeArguments, more: readonly GivenTarget[] = []): ProbeRequest {
  const { scope, resource, service, sdk } = args;
  const both = args.only.find((link) => args.skip.includes(link));
  if (both !== undefined) throw new UsageError(`--only and --skip both name ${both}`);
  const matches = withoutDoubles(matchTargets(args, more));
  if (scope !== undefined && !SCOPE.test(scope)) {
    throw new UsageError("--scope must look like https://<resource>/.default");
  }
  const envFrom = args.envFrom === undefined ? undefined : envFromOption(args.envFrom);
  return {
    ...matchedTargets(matches),
    verbose: args.verbose,
    ...(envFrom === undefined ? {} : { envFrom }),
    options: {
      ...(sdk === undefined ? {} : { sdk }),
      exclude: [...args.exclude],
      only: [...args.only],
      skip: [...args.skip],
      allLinks: args.allLinks,
      access: args.access === "all" ? [...ACCESS_LEVELS] : [args.access],
      ...identityOptions(args),
      ...expectOptions(args),
      ...(envFrom === undefined ? {} : { envFrom: envFromText(envFrom) }),
      ...(scope === undefined ? {} : { scope }),
      ...(resource === undefined ? {} : { resource }),
      ...(service === undefined ? {} : { service }),
      ...(args.discover ? { discover: true } : {}),
      confirm: args.confirm,
      timeoutSeconds: seconds("--timeout", args.timeout, LIMITS.timeoutSeconds),
      deadlineSeconds: seconds("--deadline", args.deadline, LIMITS.deadlineSeconds),
      ...(args.wait === undefined ? {} : { waitSeconds: duration("--wait", args.wait) }),
    },
  };
}

function matchTargets(args: ProbeArguments, more: readonly GivenTarget[]): Matched[] {
  const { targets = [], resource, service } = args;
  const own = targets.map((text, index) => ({ text, name: `target ${index + 1}`, part: resource }));
  if (resource !== undefined && own.length === 0) {
    throw new UsageError("--resource names a part of the targets on the command line, and there are none");
  }
  const matches = [...own, ...more].map((given) => matchGiven(given, service));
  // What the app's settings name is known later.
  const isUsed = args.discover || matches.some(({ target }) => target.service.name === service);
  if (service !== undefined && (!isUsed || findService(service) === undefined)) {
    throw new UsageError(
      findService(service) === undefined
        ? "--service must name a service that credprobe knows (credprobe services lists them)"
        : `--service ${service}: no target is a host of it`,
    );
  }
  return matches;
}

/** The same place is asked once, where it was named first. */
function withoutDoubles(matches: readonly Matched[]): Matched[] {
  const seen = new Set<string>();
  return matches.filter(({ target: { host, service, part, path } }) => {
    const key = JSON.stringify([host, service.name, service.part.parse(part ?? path, "")]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function matchGiven({ text, name, service, part, from }: GivenTarget, common: string | undefined): Matched {
  if (service !== undefined && findService(service) === undefined) {
    throw new UsageError(`${name}: credprobe knows no such service (credprobe services lists them)`);
  }
  const match = matchTarget(text, service ?? common);
  if ("problem" in match) throw new UsageError(`${name} ${match.problem}`);
  const { name: own } = match.target.service;
  if (service !== undefined && service !== own) {
    throw new UsageError(`${name} says service=${service}, and its host is one of ${own}`);
  }
  const found = part === undefined ? match : withPart(match, part, name);
  return from === undefined ? found : { ...found, target: { ...found.target, from } };
}

/** The part that `--resource` names, put into a target whose URL names no other. */
function withPart({ target, cut }: Matched, resource: string, name: string): Matched {
  const { word, pattern, parse } = target.service.part;
  if (!pattern.test(resource) || hasUnseen(resource))
    throw new UsageError(`--resource does not name a ${word} of ${name}`);
  const own = parse(target.path, "");
  if (own.named && own.name !== parse(resource, "").name) {
    throw new UsageError(`${name} names a ${word} already, and --resource another one`);
  }
  return { target: { ...target, part: resource }, cut };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

function duration(option: string, text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const found = Number(number) * (UNIT_SECONDS[unit] ?? 0);
  if (!(found >= 1 && found <= 86_400)) {
    throw new UsageError(`${option} must be a duration like 90s, 10m or 1h, at most 24h`);
  }
  return found;
}

function seconds(option: string, value: number, [least, most]: readonly [number, number]): number {
  if (!(value >= least && value <= most)) {
    throw new UsageError(`${option} must be a number of seconds from ${least} to ${most}`);
  }
  return value;
}
