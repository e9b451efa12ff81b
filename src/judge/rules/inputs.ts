import { NOTABLE_SKEW_SECONDS } from "../../catalogue/skew.ts";
import type { Link } from "../../model/report.ts";
import { isReached, linkPointer } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

const CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";

/** Files that links need and that cannot be used, or are odd. */
export const inputFiles: Rule = (report) =>
  report.links
    .filter(({ id }) => isReached(report, id))
    .flatMap((link) => [...unusable(report, link), ...odd(report, link)]);

/** Two proofs of one service principal, of which every SDK uses the first (chain.md section 2; failures.md row E9). */
export const ignoredCertificate: Rule = (report) => {
  const link = report.links.find(({ id }) => id === "environment");
  const places = ["AZURE_CLIENT_SECRET", CERTIFICATE].map((name) =>
    report.environment.findIndex((variable) => variable.name === name && variable.state === "set"),
  );
  if (link === undefined || places.includes(-1) || link.outcome === "not-configured") return [];
  const wins = link.outcome === "succeeded";
  const evidence = places.map((index) => `/environment/${index}`);
  return [finding("certificate-ignored", { wins }, evidence, wins ? "info" : "warning")];
};

function unusable(report: Judged, link: Link): Found[] {
  if (report.winner.state === "won") return [];
  return link.inputs.flatMap(({ name, problem }) => {
    if (problem === undefined) return [];
    const variable = variableOf(name);
    const slug = variable === CERTIFICATE ? "certificate-unusable" : "federated-token-unusable";
    return [finding(slug, { variable, problem }, [`${linkPointer(report, link.id)}/inputs`])];
  });
}

function odd(report: Judged, link: Link): Found[] {
  return link.inputs.flatMap(({ name, note, value = "" }) => {
    if (note === undefined) return [];
    const evidence = [`${linkPointer(report, link.id)}/inputs`];
    if (variableOf(name) === CERTIFICATE) {
      const isCause = note === "expired" || note === "key-mismatch";
      const level = isCause && link.outcome === "failed" ? "error" : "warning";
      return [finding("certificate-questionable", { note, holds: value }, evidence, level)];
    }
    // By a clock that is ahead every token seems to have ended.
    const isAhead = (report.host.clock.skewSeconds ?? 0) >= NOTABLE_SKEW_SECONDS;
    const level = link.outcome === "failed" ? "error" : "warning";
    return note === "expired" && !isAhead
      ? [finding("federated-token-expired", { holds: value }, evidence, level)]
      : [];
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
