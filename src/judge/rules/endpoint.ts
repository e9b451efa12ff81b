import type { Link } from "../../model/report.ts";
import { isManagedIdentity } from "../../model/words.ts";
import { isReached, linkById, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** The endpoint that the platform's variables name does not answer, and nothing else wins. */
export const endpointUnreachable: Rule = (report) => {
  const { metadata } = report.host;
  if (metadata?.source === undefined || metadata.source === "Imds" || report.winner.state === "won")
    return [];
  if (metadata.state === "answers" || metadata.state === "unknown" || reached(report).length === 0) return [];
  const { source, detail } = metadata;
  return [finding("identity-endpoint-unreachable", { source, detail }, ["/host/metadata"])];
};

/** A platform without a choice of identities was asked for one by its id. */
export const idsRefused: Rule = (report) => {
  if (report.winner.state === "won") return [];
  const refused = reached(report).filter(
    ({ outcome, error, source }) =>
      outcome === "not-configured" &&
      error !== undefined &&
      (source === "CloudShell" || source === "ServiceFabric" || source === "MachineLearning"),
  );
  const [first] = refused;
  if (first === undefined) return [];
  return [
    finding(
      "source-takes-no-ids",
      {
        source: first.source ?? "",
        links: refused.map(({ id }) => id),
        fromVariable: refused.some(({ id }) => id === "managed-identity-env"),
      },
      refused.map(({ id }) => linkPointer(report, id)),
    ),
  ];
};

/** The Arc agent asked for the content of its key file, and this user may not read it. */
export const arcKeyUnreadable: Rule = (report) =>
  reached(report)
    .filter(({ source, error }) => source === "AzureArc" && error?.code === "unable_to_read_secret_file")
    .slice(0, 1)
    .map((link) =>
      finding("arc-key-unreadable", { text: link.error?.text ?? "" }, [linkPointer(report, link.id)]),
    );

/** The agent answered with a token that does not name the identity that was asked for. */
export const arcIdNotConfirmed: Rule = (report) =>
  reached(report)
    .filter(({ error }) => error?.code === "user_assigned_managed_identity_not_confirmed")
    .slice(0, 1)
    .map((link) =>
      finding(
        "arc-id-not-confirmed",
        {
          id: link.inputs.find(({ value }) => value !== undefined)?.value ?? "unknown",
          fromVariable: link.id === "managed-identity-env",
          systemWorks: linkById(report, "managed-identity-system")?.outcome === "succeeded",
        },
        [linkPointer(report, link.id)],
        report.winner.state === "won" ? "warning" : "error",
      ),
    );

function reached(report: Judged): Link[] {
  return report.links.filter(({ id }) => isManagedIdentity(id) && isReached(report, id));
}
