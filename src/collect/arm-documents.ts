import * as z from "zod/mini";
import { escapeText } from "../model/escape-text.ts";
import type { ArmEvidence } from "../model/report.ts";

/** Answers of Azure Resource Manager, read as far as they are facts for a report; anything of another shape is nothing. */

const names = z.optional(z.array(z.string()));
const permission = z.object({
  actions: names,
  notActions: names,
  dataActions: names,
  notDataActions: names,
  condition: z.nullish(z.string()),
});
const listOf = <Item extends z.ZodMiniType>(item: Item) => z.object({ value: z.array(item) });

const subscriptionList = listOf(z.object({ subscriptionId: z.string().check(z.regex(/^[0-9a-f-]{36}$/i)) }));
const resourceList = listOf(z.object({ id: z.string().check(z.regex(/^\/subscriptions\/[\w.()/-]+$/i)) }));
const permissionList = listOf(permission);
const roleAssignmentList = listOf(
  z.object({
    properties: z.object({
      scope: z.string(),
      principalId: z.string(),
      principalType: z.nullish(z.string()),
      roleDefinitionId: z.string(),
      condition: z.nullish(z.string()),
    }),
  }),
);
const denyAssignmentList = listOf(
  z.object({
    properties: z.object({
      denyAssignmentName: z.string(),
      scope: z.string(),
      permissions: z.array(permission),
    }),
  }),
);

/** Lists are cut here: a report is no export of a directory. */
const KEPT = 50;

export function subscriptionsIn(document: unknown): string[] {
  return itemsOf(subscriptionList, document)?.map(({ subscriptionId }) => subscriptionId) ?? [];
}

export function idsIn(document: unknown): string[] {
  return itemsOf(resourceList, document)?.map(({ id }) => id) ?? [];
}

export function permissionsIn(document: unknown): ArmEvidence["permissions"] {
  return itemsOf(permissionList, document)?.map(escapedPermission);
}

export function roleAssignmentsIn(document: unknown): ArmEvidence["roleAssignments"] {
  return itemsOf(roleAssignmentList, document)?.map(({ properties }) => {
    const { scope, principalId, principalType, roleDefinitionId, condition } = properties;
    return {
      scope: escapeText(scope),
      principalId: escapeText(principalId, 100),
      ...(principalType ? { principalType: escapeText(principalType, 100) } : {}),
      roleId: escapeText(roleDefinitionId.split("/").at(-1) ?? "", 100),
      ...(condition ? { condition: escapeText(condition) } : {}),
    };
  });
}

export function denyAssignmentsIn(document: unknown): ArmEvidence["denyAssignments"] {
  return itemsOf(denyAssignmentList, document)?.map(({ properties }) => ({
    name: escapeText(properties.denyAssignmentName, 200),
    scope: escapeText(properties.scope),
    permissions: properties.permissions.map(escapedPermission),
  }));
}

function itemsOf<Item>(schema: z.ZodMiniType<{ value: Item[] }>, document: unknown): Item[] | undefined {
  const parsed = schema.safeParse(document);
  return parsed.success ? parsed.data.value.slice(0, KEPT) : undefined;
}

function escapedPermission({ condition, ...lists }: z.infer<typeof permission>) {
  const escaped = (list: readonly string[] = []) => list.slice(0, KEPT).map((name) => escapeText(name, 200));
  return {
    actions: escaped(lists.actions),
    notActions: escaped(lists.notActions),
    dataActions: escaped(lists.dataActions),
    notDataActions: escaped(lists.notDataActions),
    ...(condition ? { condition: escapeText(condition) } : {}),
  };
}
