import type { Finding, Link } from "../../model/report.ts";
import { isReached, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

const CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";

/** Files that links need and that cannot be used, or are odd. */
export const inputFiles: Rule = (report) =>
  report.links
    .filter(({ id }) => isReached(report, id))
    .flatMap((link) => [...unusable(report, link), ...odd(report, link)]);

function unusable(report: Judged, link: Link): Finding[] {
  if (report.winner.state === "won") return [];
  return link.inputs.flatMap(({ name, problem }) => {
    if (problem === undefined) return [];
    const variable = variableOf(name);
    const slug = variable === CERTIFICATE ? "certificate-unusable" : "federated-token-unusable";
    return [finding(slug, { variable, problem }, [`${linkPointer(report, link.id)}/inputs`])];
  });
}

function odd(report: Judged, link: Link): Finding[] {
  return link.inputs.flatMap(({ name, note, value = "" }) => {
    if (note === undefined) return [];
    const evidence = [`${linkPointer(report, link.id)}/inputs`];
    if (variableOf(name) === CERTIFICATE) {
      return [finding("certificate-questionable", { note, holds: value }, evidence)];
    }
    return note === "expired" ? [finding("federated-token-expired", { holds: value }, evidence)] : [];
  });
}

/** Inputs from files are named `file of <VARIABLE>`. */
function variableOf(name: string): string {
  return name.replace(/^file of /, "");
}

/** The environment link signs in as a person. */
export const passwordLogin: Rule = (report) => {
  const link = report.links.find(({ id }) => id === "environment");
  const uses = link?.inputs.some(({ name, state }) => name === "AZURE_PASSWORD" && state === "set") === true;
  return uses && link?.outcome !== "not-configured"
    ? [finding("password-login-deprecated", {}, [linkPointer(report, "environment")])]
    : [];
};
