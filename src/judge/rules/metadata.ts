import { hostKind } from "../../catalogue/hosts/index.ts";
import { METADATA_PATTERNS } from "../../catalogue/metadata-errors.ts";
import { PROXY_VARIABLES } from "../../catalogue/variables.ts";
import type { Link } from "../../model/report.ts";
import { isManagedIdentity, MANAGED_IDENTITY_LINKS } from "../../model/words.ts";
import { isReached, linkById, linkPointer } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** The metadata service refused a managed-identity link that the chain really asks. */
export const metadataRefusals: Rule = (report) =>
  report.winner.state === "won"
    ? []
    : MANAGED_IDENTITY_LINKS.filter((id) => isReached(report, id))
        .map((id) => linkById(report, id))
        .filter((link) => link !== undefined && link.outcome === "failed")
        .flatMap((link) => (link === undefined ? [] : refusal(report, link)));

function refusal(report: Judged, link: Link): readonly Found[] {
  const text = link.error?.description ?? link.error?.text ?? "";
  const evidence = [linkPointer(report, link.id)];
  // Only the machine's own metadata service answers Entra's errors on its behalf; an exchange with Entra is Entra's.
  if (link.source === "TokenExchange") return [];
  if (METADATA_PATTERNS.severalIdentities.test(text)) {
    return [finding("several-identities", {}, evidence)];
  }
  if (METADATA_PATTERNS.identityNotFound.test(text)) {
    // With an id in the request, the rule of the named identity speaks.
    return link.id === "managed-identity-system"
      ? [finding(link.source === "Imds" ? "no-identity-attached" : "no-system-identity", {}, evidence)]
      : [];
  }
  const status = link.error?.status ?? 0;
  return [finding("metadata-refused-request", { link: link.id, status, text }, evidence)];
}

/** Nothing, or a stranger, answers at the metadata address; of interest only when no link wins. */
export const metadataAbsent: Rule = (report) => {
  const { metadata, proxy, kind } = report.host;
  if (metadata === undefined || report.winner.state === "won") return [];
  // Where every SDK gets a token from elsewhere, or nothing is known, the address is not the story.
  if (!report.chains.some((chain) => chain.credential === "DefaultAzureCredential" && chain.state === "none"))
    return [];
  // A look at another endpoint than the machine's own is another rule's.
  if (metadata.source !== undefined && metadata.source !== "Imds") return [];
  if (metadata.state === "answers" || metadata.state === "unknown") return [];
  if (!MANAGED_IDENTITY_LINKS.some((id) => isReached(report, id))) return [];
  const evidence = ["/host/metadata"];
  const variable = PROXY_VARIABLES.find((name) => proxy[name] !== undefined);
  const { detail } = metadata;
  if (variable !== undefined && metadata.exchanges.some(({ via }) => via !== undefined)) {
    return [
      finding(
        "metadata-behind-proxy",
        {
          variable,
          proxy: proxy[variable] ?? "",
          noProxy: proxy["NO_PROXY"] ?? proxy["no_proxy"] ?? "",
          detail,
        },
        evidence,
      ),
    ];
  }
  const moved = report.environment.find(({ name }) => name === "AZURE_POD_IDENTITY_AUTHORITY_HOST");
  if (moved?.state === "set") {
    return [finding("metadata-moved", { value: moved.value ?? "another address", detail }, evidence)];
  }
  return [
    finding(
      `metadata-${metadata.state}`,
      { detail, onAzureVm: hostKind(kind).hasMetadataService === true },
      evidence,
    ),
  ];
};

/** 404, 410, 429 or 5xx before the answer that counted. */
export const metadataRecovered: Rule = (report) => {
  const link = report.links.find(({ id, outcome }) => isManagedIdentity(id) && outcome === "succeeded");
  const statuses = (link?.exchanges ?? [])
    .filter(({ url }) => url.includes("/metadata/identity/oauth2/token"))
    .flatMap(({ status }) => (status !== undefined && status >= 404 ? [status] : []));
  if (link === undefined || statuses.length === 0) return [];
  return [finding("metadata-was-updating", { statuses }, [`${linkPointer(report, link.id)}/exchanges`])];
};

/** The request without id was answered with a user-assigned identity. */
export const onlyUserAssigned: Rule = (report) => {
  const link = linkById(report, "managed-identity-system");
  const identity = link?.tokens.find((token) => token.identity?.kind === "user-assigned")?.identity;
  if (link === undefined || identity === undefined || report.winner.link !== link.id) return [];
  const { clientId = "unknown", resourceId = "unknown" } = identity;
  return [finding("only-user-assigned-answered", { clientId, resourceId }, [linkPointer(report, link.id)])];
};
