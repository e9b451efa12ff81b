import { sameId } from "../../model/ids.ts";
import type { MessageIds } from "../../model/message-reading.ts";
import type { Link } from "../../model/report.ts";
import { describeIdentity, identityOfLink, linkPointer } from "../describe.ts";
import { finding, type Found } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { chainResult, MESSAGE_POINTER, type Told } from "./told.ts";

const KINDS: Readonly<Record<keyof MessageIds, string>> = {
  client: "client id",
  object: "object id",
  tenant: "tenant",
};

/** The text has ids, and none of a kind is one that the app has here. */
export function otherIdentity(told: Told): Found[] {
  const { report, reading } = told;
  const { winner } = chainResult(told);
  for (const kind of ["object", "client", "tenant"] as const) {
    const said = reading.ids[kind];
    const own = idsOfWinner(report, winner, kind);
    if (said.length === 0 || own === undefined || said.some((id) => own.has(id))) continue;
    const link =
      kind === "tenant"
        ? undefined
        : report.links.find((one) => {
            const identity = identityOfLink(one);
            const id = kind === "client" ? identity?.clientId : identity?.objectId;
            return said.some((text) => sameId(text, id));
          });
    return [
      finding(
        "message-of-another-identity",
        {
          said: `the ${KINDS[kind]} ${said.join(", ")}`,
          here: whoIsHere(winner, kind),
          link: link?.id,
        },
        [MESSAGE_POINTER, ...(link === undefined ? [] : [linkPointer(report, link.id)])],
      ),
    ];
  }
  return [];
}

/**
 * Ids that a text about this app may have: the winner's; where nobody wins, whatever was asked for or given here. `undefined`
 * where too little is known to compare.
 */
function idsOfWinner(
  report: Judged,
  winner: Link | undefined,
  kind: keyof MessageIds,
): ReadonlySet<string> | undefined {
  const variable = report.environment.find(
    ({ name }) => name === (kind === "tenant" ? "AZURE_TENANT_ID" : "AZURE_CLIENT_ID"),
  );
  if (kind !== "object" && variable?.state === "set" && variable.value === undefined) return undefined;
  const { options } = report.invocation;
  const links = winner === undefined || kind === "tenant" ? report.links : [winner];
  const ofTokens = links.flatMap(({ tokens, withoutProxy }) =>
    [...tokens, ...(withoutProxy?.token === undefined ? [] : [withoutProxy.token])].flatMap((token) => [
      kind === "tenant"
        ? token.tenantId
        : kind === "client"
          ? token.identity?.clientId
          : token.identity?.objectId,
    ]),
  );
  const given = {
    client: [variable?.value, options.managedIdentityClientId, options.workloadIdentityClientId],
    object: [options.managedIdentityObjectId],
    tenant: [
      variable?.value,
      options.tenantId,
      ...report.targets.map((target) => target.tenantFromChallenge),
    ],
  }[kind];
  // A winner says who the app is, whatever stands in the variables of links that are passed over.
  const isTold = ofTokens.some((id) => id !== undefined);
  const ids = [...ofTokens, ...(isTold && kind === "client" && winner !== undefined ? [] : given)];
  const known = new Set(ids.flatMap((id) => (id === undefined ? [] : [id.toLowerCase()])));
  return known.size === 0 && (kind !== "client" || report.winner.state === "unknown") ? undefined : known;
}

function whoIsHere(winner: Link | undefined, kind: keyof MessageIds): string {
  const identity = identityOfLink(winner);
  if (winner === undefined || identity === undefined)
    return "no link gives a token here, and no variable names it";
  const tenant = winner.tokens.find(({ tenantId }) => tenantId !== undefined)?.tenantId;
  const id = { client: identity.clientId, object: identity.objectId, tenant }[kind];
  const told = id === undefined ? "" : ` (${KINDS[kind]} ${id})`;
  return `here the app gets ${describeIdentity(identity)}${told} from ${winner.id}`;
}
