import { findService } from "../../catalogue/services/index.ts";
import { REDIRECTED } from "../../catalogue/services/azure-sql.ts";
import { underCondition } from "../../catalogue/fixes.ts";
import type { Access, Target } from "../../model/report.ts";
import { askingLink } from "../asking-link.ts";
import { describeIdentity, identityOfLink, linkById } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";
import type { Asked } from "./asked.ts";
import { grantContext, grantFor, targetName } from "./grant.ts";

/** Services that are signed in to by a protocol of their own: what a login leaves open, or is left to do by hand. */
export const openLogins: Rule = (report) =>
  report.targets.flatMap((target, index) => {
    const asking = askingLink(report, target);
    const own = target.access.filter(({ link }) => link === asking);
    const isIn = (row: Access) => row.verdict === "allowed";
    const row = own.find(isIn) ?? own.find(({ verdict }) => verdict === "not-tested");
    // A login that was refused, or did not come about, has a finding of its own.
    const isTold = own.some(({ verdict }) => verdict !== "allowed" && verdict !== "not-tested");
    if (row === undefined || isTold) return [];
    const at = `/targets/${index}/access/${target.access.indexOf(row)}`;
    return openLogin(report, target, row, at);
  });

function openLogin(report: Judged, target: Target, row: Access, pointer: string): Found[] {
  const service = findService(target.service);
  if (service?.signIn === undefined) return [];
  const { protocol, user, byHand } = service.signIn;
  const identity = identityOfLink(linkById(report, row.link));
  const context = grantContext(target, row, identity);
  const place = {
    identity: describeIdentity(identity),
    target: targetName(target, row),
    user: user(context),
  };
  if (service.sendsToken === "tds") {
    const args = { ...place, signedIn: row.verdict === "allowed", byHand: byHand(context) };
    return [finding("rights-not-asked", args, [pointer])];
  }
  const { guidance = "" } = service;
  const fixes = [byHand(context), grantFor(target, row, identity)];
  return [finding("login-not-tested", { ...place, protocol, guidance, byHand: fixes }, [pointer])];
}

/** The token was taken, and no user of the database stands for its principal. */
export function userMissing({ target, row, identity, service, place, at }: Asked): Found {
  const context = grantContext(target, row, identity);
  const { user, compareUser } = service?.signIn ?? {};
  const fixes = [grantFor(target, row, identity), ...(compareUser ? [compareUser(context)] : [])];
  return finding(
    "database-user-missing",
    { ...place, user: user?.(context) ?? "a user of that database", fixes },
    at,
  );
}

export function isRedirected({ seen }: Access): boolean {
  return seen?.includes(REDIRECTED) === true;
}

/** The gateway names another server, which gets no token. */
export function loginRedirected({ target, row, identity, service, place, at }: Asked): Found {
  const { signIn } = service ?? {};
  const to = row.exchange?.responseHeaders["redirected-to"] ?? "another server";
  const byHand = signIn === undefined ? [] : [signIn.byHand(grantContext(target, row, identity))];
  const fixes = [...byHand, underCondition("If it is not let in", grantFor(target, row, identity))];
  return finding("login-redirected", { ...place, to, fixes }, at);
}
