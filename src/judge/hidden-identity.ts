import { hostKind } from "../catalogue/hosts/index.ts";
import { IDENTITY_ENDPOINT_VARIABLES } from "../catalogue/kudu.ts";
import type { Evidence } from "../model/report.ts";

interface ConsoleFacts {
  readonly environment: Evidence["environment"];
  readonly host: Pick<Evidence["host"], "kind" | "evidence">;
}

/**
 * Why nothing can be said of the app's managed identity from this console: it is the Kudu container's, or a shell
 * without the app's variables. `undefined` where it can be asked.
 */
export function hiddenIdentity({ environment, host }: ConsoleFacts): "kudu" | "shell" | undefined {
  if (environment.some(({ shape }) => shape.includes("masked"))) return "kudu";
  if (hasIdentityEndpoint(environment)) return undefined;
  const { hidesIdentity, nameVariable } = hostKind(host.kind);
  if (hidesIdentity === "always") return "kudu";
  const isNamed = host.evidence.some(({ what }) => what === nameVariable);
  return hidesIdentity === "without-variables" && !isNamed ? "shell" : undefined;
}

/** Whether the environment tells where a managed identity is asked for. */
export function hasIdentityEndpoint(environment: Evidence["environment"]): boolean {
  return environment.some(
    ({ name, state }) => state === "set" && IDENTITY_ENDPOINT_VARIABLES.some((variable) => variable === name),
  );
}
