import { probeOf } from "../../catalogue/row-of-answer.ts";
import type { Target } from "../../model/report.ts";
import type { Route } from "../../model/words.ts";
import { tokenOf, type Asked } from "./asked.ts";

const ROUTES: Readonly<Record<Route, string>> = {
  public: "a public address",
  "private-address": "a private address",
  "private-endpoint": "the private endpoint of the resource",
  "public-beside-private-endpoint": "a public address, although the resource has a private endpoint",
};

/** Where the answer may have come from, when a network rule may be behind it. */
export function routeNote({ route }: Target): string | undefined {
  return route === undefined ? undefined : `From here its name leads to ${ROUTES[route]}.`;
}

/** Whether network rules may be behind an answer, as the one without a token tells. */
export function networkNote({ target, service }: Asked): string | undefined {
  const status = target.challengeExchange?.status;
  if (service?.openStatus === undefined || status === undefined) return undefined;
  return status === service.openStatus
    ? `Asked without a token it answered ${status}: its network rules let this machine in.`
    : `Asked without a token it answered ${status}: its network rules may keep this machine out.`;
}

/** What people take for enough; a right of the control plane comes with just those roles. */
export function roleNote({ target, row, service }: Asked): string | undefined {
  const asksForData = service?.probes.some(({ isControlPlane }) => isControlPlane !== true) === true;
  return asksForData && probeOf(target, row)?.isControlPlane === true ? undefined : service?.roleNote;
}

/** The permissions that the token itself holds, where the service goes by nothing else. */
export function permissionsNote({ report, target, row, service }: Asked): string | undefined {
  if (service?.permissionsInToken !== true) return undefined;
  const { roles, scp } = tokenOf(report, target, row)?.claims ?? {};
  const held = [roles ?? [], typeof scp === "string" ? scp.split(" ") : []].flat();
  return held.length === 0
    ? "Its token holds no permission for this service at all."
    : `Its token holds: ${held.join(", ")}.`;
}
