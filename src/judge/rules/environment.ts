import { addressKind, LOCAL_ADDRESSES } from "../../catalogue/address-kind.ts";
import { cloudOfAuthority } from "../../catalogue/clouds.ts";
import type { AuthorityProblem, Endpoint } from "../../catalogue/findings/environment.ts";
import { hostKind } from "../../catalogue/hosts/index.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import { SOURCES, type SourceName } from "../../catalogue/managed-identity-sources.ts";
import { damagesOf } from "../../catalogue/shapes.ts";
import { LOOKALIKE_SHAPES, meantName, proxyVariables, variables } from "../../catalogue/variables.ts";
import { grouped } from "../../model/grouped.ts";
import type { Variable } from "../../model/report.ts";
import { isManagedIdentity, type Level } from "../../model/words.ts";
import { isReached } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** A value that cannot be what was meant, told by its form alone; variables with the same damage are told together. */
export const damagedVariables: Rule = (report) => {
  const damaged = report.environment
    .map((variable, index) => ({ variable, index }))
    .filter(({ variable }) => damagesOf(variable.shape).length > 0 && !isLookalike(variable));
  const groups = grouped(damaged, ({ variable }) =>
    JSON.stringify([damagesOf(variable.shape), levelOf(report, variable)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const level = levelOf(report, first.variable);
    const names = group.map(({ variable }) => variable.name);
    const known = [...variables, ...proxyVariables];
    const rows = level === "error" ? known.filter(({ name }) => names.includes(name)) : [];
    const explains = rows.flatMap((row) => row.explains ?? []);
    const args = { names, damages: damagesOf(first.variable.shape), explains };
    const evidence = group.map(({ index }) => `/environment/${index}`);
    return [finding("variable-damaged", args, evidence, level)];
  });
};

/** An error where a link that reads the variable is asked and brings nothing, and nothing else wins. */
function levelOf(report: Judged, { name, usedBy }: Variable): Level {
  const isProxy = proxyVariables.some((variable) => variable.name === name);
  const isToBlame = report.links.some(
    ({ id, outcome }) =>
      (usedBy.includes(id) || (isProxy && linkDefinition(id).endpoint !== "tool")) &&
      outcome !== "succeeded" &&
      isReached(report, id),
  );
  return report.winner.state !== "won" && isToBlame ? "error" : "warning";
}

function isLookalike({ shape }: Variable): boolean {
  return shape.some((word) => LOOKALIKE_SHAPES.includes(word));
}

export const misnamedVariables: Rule = (report) => {
  const found = report.environment.flatMap((variable, index) =>
    isLookalike(variable) && variable.state === "set"
      ? [{ found: variable.name, meant: meantName(variable.name), index }]
      : [],
  );
  if (found.length === 0) return [];
  const evidence = found.map(({ index }) => `/environment/${index}`);
  const level = report.winner.state === "won" ? "warning" : "error";
  return [finding("variable-name-differs", { pairs: found }, evidence, level)];
};

export const emptyVariables: Rule = (report) => {
  const found = report.environment.flatMap(({ name, state }, index) => {
    const effect = variables.find((row) => row.name === name)?.whenEmpty;
    return state !== "empty" || effect === undefined ? [] : [{ name, effect, index }];
  });
  if (found.length === 0) return [];
  const evidence = found.map(({ index }) => `/environment/${index}`);
  return [finding("variable-empty", { variables: found }, evidence)];
};

/** Variables that name an endpoint, and the source that each makes an SDK choose. */
const ENDPOINTS: Readonly<Record<string, readonly SourceName[]>> = {
  IDENTITY_ENDPOINT: ["AppService", "ServiceFabric", "AzureArc"],
  MSI_ENDPOINT: ["MachineLearning", "CloudShell"],
  AZURE_POD_IDENTITY_AUTHORITY_HOST: ["Imds"],
};

/** An endpoint that lies elsewhere, or speaks of another platform, than is usual on this kind of host. */
export const unusualEndpoints: Rule = (report) =>
  report.environment.flatMap((variable, index) => {
    // What is usual for a container is not what is usual for the machine that it runs on.
    const isElsewhere = report.host.process.asApp?.ownNetwork === true;
    const unusual = isElsewhere ? undefined : unusualIn(report, variable);
    if (unusual === undefined) return [];
    return [finding("endpoint-unusual", unusual, [`/environment/${index}`], levelOf(report, variable))];
  });

function unusualIn(report: Judged, { name, value, shape }: Variable): Endpoint | undefined {
  const chosen = Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined;
  if (chosen === undefined || value === undefined || !URL.canParse(value)) return undefined;
  if (damagesOf(shape).length > 0) return undefined;
  const { origin, hostname } = new URL(value);
  const { title: host, addresses = LOCAL_ADDRESSES, sources } = hostKind(report.host.kind);
  const address = addressKind(hostname);
  if (!addresses.includes(address)) {
    const where = address === "name" ? "a host name" : `a ${address} address`;
    return { name, origin, host, unusual: { address: where } };
  }
  const source = report.links.find(({ id }) => isManagedIdentity(id))?.source;
  const isUnusual = isSource(source) && chosen.includes(source) && sources?.includes(source) === false;
  return isUnusual ? { name, origin, host, unusual: { source } } : undefined;
}

function isSource(name: string | undefined): name is SourceName {
  return name !== undefined && Object.hasOwn(SOURCES, name);
}

/** Measured with JavaScript 4.13.1 and 4.14.1, Python 1.27, Go 1.15 and Java 1.19; chain.md section 2, "JS regional trap". */
export const regionAutoDiscovery: Rule = (report) => {
  const index = report.environment.findIndex(
    ({ name, value }) => name === "AZURE_REGIONAL_AUTHORITY_NAME" && value === "AutoDiscoverRegion",
  );
  const variable = report.environment[index];
  if (variable === undefined || !variable.usedBy.some((id) => isReached(report, id))) return [];
  return [finding("region-auto-discovery", {}, [`/environment/${index}`], levelOf(report, variable))];
};

/** A login host in a form that not all SDKs take, or that belongs to no known cloud. */
export const unusualAuthority: Rule = (report) => {
  const index = report.environment.findIndex(({ name }) => name === "AZURE_AUTHORITY_HOST");
  const variable = report.environment[index];
  const value = variable?.value;
  if (variable === undefined || !value || damagesOf(variable.shape).length > 0) return [];
  const problems: AuthorityProblem[] = [
    ...(["not-https", "scheme-case", "with-path"] as const).filter((shape) => variable.shape.includes(shape)),
    ...(cloudOfAuthority(value) === undefined ? (["unknown-host"] as const) : []),
  ];
  if (problems.length === 0) return [];
  const level = report.winner.state === "won" ? "warning" : "error";
  return [finding("authority-unusual", { value, problems }, [`/environment/${index}`], level)];
};
