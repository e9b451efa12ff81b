import { keyFileOf } from "../../catalogue/arc-errors.ts";
import { hasAnswer } from "../../model/has-answer.ts";
import type { Link } from "../../model/report.ts";
import { isManagedIdentity } from "../../model/words.ts";
import { isReached, linkById, linkPointer } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** The endpoint that the platform's variables name does not answer, and nothing else wins. */
export const endpointUnreachable: Rule = (report) => {
  const { metadata } = report.host;
  if (metadata?.source === undefined || metadata.source === "Imds" || report.winner.state === "won")
    return [];
  if (metadata.state === "answers") return strangers(report);
  if (metadata.state === "unknown" || reached(report).length === 0) return [];
  const { source, detail } = metadata;
  return [finding("identity-endpoint-unreachable", { source, detail }, ["/host/metadata"])];
};

/** A page, or a proxy's words, in place of what an endpoint answers. */
function strangers(report: Judged): Found[] {
  return reached(report)
    .filter(({ outcome, exchanges }) => outcome === "unavailable" && hasAnswer(exchanges.at(-1)))
    .slice(0, 1)
    .map((link) =>
      finding("metadata-stranger", { detail: link.reason, onAzureVm: false }, [linkPointer(report, link.id)]),
    );
}

/** A platform without a choice of identities was asked for one by its id. */
export const idsRefused: Rule = (report) => {
  if (report.winner.state === "won") return [];
  const refused = report.links
    .filter(isDropped(report))
    .filter(
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
        resourceId: first.inputs.find(({ value }) => value?.startsWith("/"))?.value,
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
      finding("arc-key-unreadable", { keyFile: challengedFile(link) }, [linkPointer(report, link.id)]),
    );

function challengedFile({ exchanges }: Link): string {
  return keyFileOf(exchanges.at(-1)?.responseHeaders["www-authenticate"]);
}

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

/** The Arc agent gives a token, and the SDKs that look for its variables alone do not find it. */
export const arcVariablesMissing: Rule = (report) => {
  const link = linkById(report, "managed-identity-system");
  const isSet = report.environment.some(({ name, state }) => name === "IDENTITY_ENDPOINT" && state === "set");
  if (report.winner.state === "won" || isSet) return [];
  if (link?.source !== "AzureArc" || link.outcome !== "succeeded") return [];
  const without = report.chains
    .filter(({ credential, state }) => credential === "DefaultAzureCredential" && state === "none")
    .map(({ sdk }) => sdk);
  if (without.length === 0) return [];
  const level = report.winner.state === "none" ? "error" : "warning";
  return [
    finding("arc-variables-missing", { without }, [linkPointer(report, link.id), "/environment"], level),
  ];
};

/** Whether some chain asks a managed identity, or drops it because its constructor throws. */
function isDropped(report: Judged): (link: Link) => boolean {
  const dropped = new Set(
    report.chains
      .filter(({ credential }) => credential === "DefaultAzureCredential")
      .flatMap(({ steps }) =>
        steps.filter(({ effect }) => effect === "not-in-chain").map(({ link }) => link),
      ),
  );
  return ({ id }) => isManagedIdentity(id) && (isReached(report, id) || dropped.has(id));
}

function reached(report: Judged): Link[] {
  return report.links.filter(({ id }) => isManagedIdentity(id) && isReached(report, id));
}
