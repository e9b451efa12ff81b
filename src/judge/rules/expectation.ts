import type { Unexpected } from "../../catalogue/findings/expectation.ts";
import { siteFamily } from "../../catalogue/host-resource.ts";
import type { Identity, Link } from "../../model/report.ts";
import { isManagedIdentity } from "../../model/words.ts";
import {
  describeIdentity,
  hostResource,
  identityOfLink,
  linkById,
  linkPointer,
  setVariablesOf,
} from "../describe.ts";
import { compare, expectationOf } from "../expectation.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** The app gets an identity, and not the one that was asserted (`--expect-client-id`, `--expect-object-id`). */
export const unexpectedIdentity: Rule = (report) => {
  const winner = linkById(report, report.winner.link);
  if (winner === undefined || expectationOf(report) !== "differs") return [];
  const { expectClientId: clientId, expectObjectId: objectId } = report.invocation.options;
  const identity = identityOfLink(winner);
  const giver = report.links.find(
    (link) => link !== winner && compare(report, identityOfLink(link)) === "met",
  );
  return [
    finding(
      "unexpected-identity",
      {
        who: `${describeIdentity(identity)}${idsOf(identity, clientId !== undefined, objectId !== undefined)}`,
        link: winner.id,
        expected: [
          ...(clientId === undefined ? [] : [`client id ${clientId}`]),
          ...(objectId === undefined ? [] : [`object id ${objectId}`]),
        ].join(" and "),
        clientId,
        objectId,
        giver:
          giver === undefined ? undefined : { link: giver.id, who: describeIdentity(identityOfLink(giver)) },
        variables: giver === undefined ? [] : variablesBefore(report, winner, giver),
        keptBy: keptBy(report, winner),
        slots: slotsOf(report, identity),
      },
      [winner, ...(giver === undefined ? [] : [giver])].map(({ id }) => linkPointer(report, id)),
    ),
  ];
};

function idsOf(identity: Identity | undefined, client: boolean, object: boolean): string {
  const ids = [
    ...(client && identity?.clientId !== undefined ? [`client id ${identity.clientId}`] : []),
    ...(object && identity?.objectId !== undefined ? [`object id ${identity.objectId}`] : []),
  ];
  return ids.length === 0 ? "" : ` (${ids.join(", ")})`;
}

/** What steers the chain to the winner in place of a link behind it. */
function variablesBefore(report: Judged, winner: Link, giver: Link): readonly string[] {
  if (winner.id === "managed-identity-env" && giver.id === "managed-identity-system")
    return ["AZURE_CLIENT_ID"];
  if (winner.id !== "environment" && winner.id !== "workload-identity") return [];
  const set = setVariablesOf(report, winner.id);
  // The managed identity behind it is named by the same variable.
  return giver.id === "managed-identity-env" || !isManagedIdentity(giver.id)
    ? set.filter((name) => name !== "AZURE_CLIENT_ID")
    : set;
}

/** A link that reads AZURE_CLIENT_ID as the id of an application, and wins by these. */
function keptBy(report: Judged, { id }: Link): readonly string[] {
  if (id !== "environment" && id !== "workload-identity") return [];
  return setVariablesOf(report, id).filter((name) => name !== "AZURE_CLIENT_ID");
}

/** The token is of another deployment slot of this site (failures.md row W10). */
function slotsOf(report: Judged, identity: Identity | undefined): Unexpected["slots"] {
  const host = hostResource(report);
  const [, site, slot] =
    /\/providers\/Microsoft\.Web\/sites\/([^/]+)(?:\/slots\/([^/]+))?$/i.exec(identity?.resourceId ?? "") ??
    [];
  if (siteFamily(host) === undefined || site === undefined || host.name === undefined) return undefined;
  if (site.toLowerCase() !== host.name.toLowerCase()) return undefined;
  if (slot?.toLowerCase() === host.slot?.toLowerCase()) return undefined;
  return { token: slotName(slot), here: slotName(host.slot) };
}

function slotName(slot: string | undefined): string {
  return slot === undefined ? "the production slot" : `the slot ${slot}`;
}
