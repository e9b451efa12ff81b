import { ARC_AGENT_FILES, chooseSource, type SourceName } from "../catalogue/managed-identity-sources.ts";
import type { LinkOptions } from "../catalogue/link-definition.ts";
import { javascript } from "../catalogue/sdks/javascript.ts";
import type { LinkId } from "../model/words.ts";
import type { Environment, World } from "../world/world.ts";

/** Program of the Arc agent, when it is there: its mere presence makes SDKs take the machine for an Arc machine. */
export async function findArcAgent({ files, platform }: World): Promise<string | undefined> {
  const file = ARC_AGENT_FILES[platform];
  return file !== undefined && (await files.exists(file)) ? file : undefined;
}

/** Where the attempts, made with the SDK for JavaScript, will ask for a managed identity. */
export function sourceChooser(
  env: Environment,
  { managedIdentityClientId }: LinkOptions,
  arcAgent: string | undefined,
): (id: LinkId) => SourceName {
  return (id) =>
    chooseSource(javascript.sources, {
      isSet: (name) => Boolean(env[name]),
      hasArcAgent: arcAgent !== undefined,
      hasClientId:
        id === "managed-identity-env" ||
        (id === "managed-identity-option" && managedIdentityClientId !== undefined),
    }).source;
}
