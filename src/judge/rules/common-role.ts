import type { Access, Target } from "../../model/report.ts";
import { ACCESS_LEVELS, type LinkId } from "../../model/words.ts";

/**
 * The target as if each probe refused for want of a role had the same least role, where there is one that allows them all:
 * a role that allows writing mostly allows reading, and nobody needs both.
 */
export function withCommonRole(target: Target, link: LinkId | null): Target {
  const refused = target.access.filter((row) => row.link === link && row.verdict === "denied-rbac");
  const highest = refused.toSorted((a, b) => rank(b) - rank(a))[0];
  const common = highest?.roles.find((role) =>
    refused.every(({ roles }) => roles.some(({ id }) => id === role.id)),
  );
  if (common === undefined) return target;
  const withFirst = (row: Access) => ({
    ...row,
    roles: [common, ...row.roles.filter(({ id }) => id !== common.id)],
  });
  return {
    ...target,
    access: target.access.map((row) => (refused.includes(row) ? withFirst(row) : row)),
  };
}

function rank({ level }: Access): number {
  return ACCESS_LEVELS.indexOf(level);
}
