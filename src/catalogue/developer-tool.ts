import type { LinkId } from "../model/words.ts";
import type { Credential, LinkDefinition, Sdk } from "./link-definition.ts";

/** The SDK waits for its tool without limit; the child's own deadline ends an attempt, this only bounds the tool. */
const PROCESS_TIMEOUT_MS = 600_000;

interface DeveloperTool {
  readonly id: LinkId;
  readonly title: string;
  /** Command that must be on PATH. */
  readonly tool: string;
  /** Another command that the SDK runs in its place, on Windows only. */
  readonly windowsTool?: string;
  create(sdk: Sdk, processTimeoutInMs: number): Credential;
}

/** A link that runs a signed-in developer tool. */
export function developerTool({ id, title, tool, windowsTool, create }: DeveloperTool): LinkDefinition {
  return {
    id,
    title,
    endpoint: "tool",
    variables: [],
    tool,
    ...(windowsTool === undefined ? {} : { windowsTool }),
    precheck({ tools }) {
      const path = tools[tool];
      const input = { name: tool, from: "machine" } as const;
      return path === undefined
        ? { inputs: [{ ...input, state: "unset" }], notConfigured: `${tool} is not on PATH` }
        : { inputs: [{ ...input, state: "set", value: path }] };
    },
    create: (sdk) => create(sdk, PROCESS_TIMEOUT_MS),
  };
}
