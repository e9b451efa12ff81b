import { expect, test } from "vitest";
import { probeRequest } from "../../src/cli/probe-request.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { NO_ARGUMENTS } from "../promises/hostile-input/given.ts";

const IDENTITY = (name: string) =>
  `/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/apps/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

/** An option that takes almost any name, on a target that does. */
const OPTIONS = [
  ["managedIdentityResourceId", "https://contosodata.blob.core.windows.net/", IDENTITY],
  ["resource", "https://contoso.azconfig.io/", (name: string) => name],
  ["resource", "https://contoso.documents.azure.com/", (name: string) => `dbs/${name}`],
] as const;

/** A report repeats them, also as JSON, where nothing is written out. */
test.each(OPTIONS)("%s of %s takes no name with what cannot be seen", (option, target, valueOf) => {
  const requestFor = (name: string) =>
    probeRequest({ ...NO_ARGUMENTS, targets: [target], [option]: valueOf(name) }).options[option];
  expect(requestFor("web-é")).toBe(valueOf("web-é"));
  for (const unseen of ["\u202e", "\u2060", "\u001b", "\n", "\0"])
    expect(() => requestFor(`web${unseen}x`)).toThrow(UsageError);
});
