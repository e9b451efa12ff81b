import { describeIdentity, identityOfLink, isReached, linkById, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import { isManagedIdentity } from "../../model/words.ts";

const TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

/** A pod of AKS that got nothing of workload identity, and whose node is asked instead. */
export const notInjected: Rule = (report) => {
  if (report.host.kind !== "aks" || !isReached(report, "workload-identity")) return [];
  if (report.environment.some(({ name, state }) => name === TOKEN_FILE && state !== "unset")) return [];
  const asked = report.links.find(
    ({ id, outcome }) => isManagedIdentity(id) && outcome !== "not-configured" && isReached(report, id),
  );
  if (asked === undefined || (asked.source !== undefined && asked.source !== "Imds")) return [];
  const winner = linkById(report, report.winner.link);
  const { state, detail = "" } = report.host.metadata ?? {};
  if (winner === undefined && (state === "silent" || state === "refused")) {
    const evidence = [linkPointer(report, "workload-identity"), "/host/metadata"];
    return [finding("pods-kept-from-metadata", { detail }, evidence)];
  }
  const gets = winner === undefined ? undefined : describeIdentity(identityOfLink(winner));
  return [
    finding(
      "workload-identity-not-injected",
      { gets },
      [linkPointer(report, "workload-identity"), linkPointer(report, asked.id)],
      winner === undefined ? "error" : "info",
    ),
  ];
};

/** The token file is named, and something else that the link needs is not there. */
export const incompleteWorkloadIdentity: Rule = (report) => {
  const link = linkById(report, "workload-identity");
  if (link?.outcome !== "not-configured" || !isReached(report, "workload-identity")) return [];
  const inputs = link.inputs.filter(({ from }) => from !== "file");
  if (!inputs.some(({ name, state }) => name === TOKEN_FILE && state === "set")) return [];
  const absent = inputs.filter(({ state }) => state !== "set").map(({ name }) => name);
  if (absent.length === 0) return [];
  const inPod = report.host.kind === "aks";
  const level = report.winner.state === "won" ? "warning" : "error";
  return [finding("workload-identity-incomplete", { absent, inPod }, [linkPointer(report, link.id)], level)];
};
