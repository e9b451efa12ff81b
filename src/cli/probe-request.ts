import { matchTarget } from "../catalogue/match-target.ts";
import type { ProbeRequest } from "../collect/request.ts";
import type { LinkId, Sdk } from "../model/words.ts";
import { envFromOption, envFromText } from "./env-from-option.ts";
import { identityOptions } from "./identity-options.ts";
import { UsageError } from "./usage-error.ts";

/** What yargs makes of the options of a probe. */
export interface ProbeArguments {
  readonly targets?: readonly string[] | undefined;
  readonly sdk?: Sdk | undefined;
  readonly exclude: readonly LinkId[];
  readonly only: readonly LinkId[];
  readonly skip: readonly LinkId[];
  readonly allLinks: boolean;
  readonly access: "read";
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
  readonly verbose: boolean;
}

const SCOPE = /^(https:\/\/[a-z0-9.-]+\/{0,2}|[0-9a-f-]{36}\/)\/?\.default$/i;
const CONTAINER = /^[a-z0-9$][a-z0-9-]{1,62}$/;

/**
 * A checked request.
 *
 * @throws UsageError naming the option or the target; a target's text is not repeated, it may hold a secret.
 */
export function probeRequest(args: ProbeArguments): ProbeRequest {
  const matches = (args.targets ?? []).map((text, index) => {
    const match = matchTarget(text);
    if ("problem" in match) throw new UsageError(`target ${index + 1} ${match.problem}`);
    return match;
  });
  const { scope, resource, sdk } = args;
  if (scope !== undefined && !SCOPE.test(scope)) {
    throw new UsageError("--scope must look like https://<resource>/.default");
  }
  if (resource !== undefined && !CONTAINER.test(resource)) {
    throw new UsageError("--resource must be the name of a container");
  }
  for (const [index, { target }] of matches.entries()) {
    const own = target.service.testedScope(target.path, "");
    if (resource !== undefined && own.named && own.name !== resource) {
      throw new UsageError(`target ${index + 1} names a container already, and --resource another one`);
    }
  }
  const envFrom = args.envFrom === undefined ? undefined : envFromOption(args.envFrom);
  return {
    targets: matches.map(({ target }) => target),
    cut: matches.flatMap(({ target, cut }) => cut.map((what) => ({ target: target.url, what }))),
    verbose: args.verbose,
    ...(envFrom === undefined ? {} : { envFrom }),
    options: {
      ...(sdk === undefined ? {} : { sdk }),
      exclude: [...args.exclude],
      only: [...args.only],
      skip: [...args.skip],
      allLinks: args.allLinks,
      access: [args.access],
      ...identityOptions(args),
      ...(envFrom === undefined ? {} : { envFrom: envFromText(envFrom) }),
      ...(scope === undefined ? {} : { scope }),
      ...(resource === undefined ? {} : { resource }),
      confirm: args.confirm,
      timeoutSeconds: seconds("--timeout", args.timeout, 1, 600),
      deadlineSeconds: seconds("--deadline", args.deadline, 1, 3600),
    },
  };
}

function seconds(option: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) {
    throw new UsageError(`${option} must be a number of seconds from ${least} to ${most}`);
  }
  return value;
}
