import type { LinkId } from "../model/words.ts";
import type { LinkDefinition } from "./link-definition.ts";

/** A link that `@azure/identity` can only try with a plugin package, which is no part of this tool. */
export function pluginLink(id: LinkId, title: string, plugin: string): LinkDefinition {
  const notConfigured = `needs the package ${plugin} inside the app`;
  return {
    id,
    title,
    endpoint: "tool",
    variables: [],
    precheck: () => ({ inputs: [{ name: plugin, from: "machine", state: "unset" }], notConfigured }),
    create() {
      throw new Error(notConfigured);
    },
  };
}
