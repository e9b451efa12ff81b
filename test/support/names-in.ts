import type { Scenario } from "../../src/lab/scenario.ts";
import { isCommonWord } from "../../src/report/public-words.ts";

/** Shorter ones are also parts of words. */
const MIN_LENGTH = 4;

/** Hosts of Azure's own that are resources of the lab. */
const NOBODYS = new Set(["management", "graph"]);

/** Names that a scenario gives to its host, its resources and people: nobody else has them. */
export function namesIn(scenario: Scenario): readonly string[] {
  const { storage, resources, databases, assignments, identities, applications, scaleSet, proxy } = scenario;
  const all = [...identities.userAssigned, ...(identities.elsewhere ?? []), identities.systemAssigned];
  const hosts = [...databases.map(({ host }) => host), proxy, ...Object.keys(scenario.names)];
  const names = [
    ...storage.flatMap(({ name, endpoints }) => [name, ...Object.values(endpoints).flatMap(Object.keys)]),
    ...resources.map(({ name }) => name),
    ...assignments.map(({ part }) => part?.split("/").at(-1)),
    ...[...all.map((one) => one?.resourceId), scenario.hostResourceId, scaleSet].flatMap(ownParts),
    ...hosts.map((host) => host?.split(".", 1)[0]),
    ...[identities.signedIn?.name, ...usersOf(scenario)].map((name) => name?.split("@", 1)[0]),
    ...[...all, ...applications].flatMap((one) => [one?.clientId, one?.objectId]),
  ];
  const own = names.flatMap((name) =>
    name === undefined || name.length < MIN_LENGTH || NOBODYS.has(name) || isCommonWord(name) ? [] : [name],
  );
  return [...new Set(own)];
}

/** Of an ARM id, its resource group and its own name. */
function ownParts(id: string | undefined): (string | undefined)[] {
  const parts = id?.split("/") ?? [];
  return [parts[4], parts.at(-1)];
}

function usersOf({ tools }: Scenario): string[] {
  return Object.values(tools).flatMap((tool) => (tool.state === "logged-in" ? [tool.user.name] : []));
}
