import type { Sdk } from "../../catalogue/link-definition.ts";
import { refuseLinkedKeys } from "./refuse-linked-keys.ts";

let sdk: Promise<Sdk> | undefined;

/**
 * The SDK, loaded when it is first asked for and never looked for on the disk again: by then this process may be a user
 * who cannot read the folder of this program.
 */
export function loadSdk(): Promise<Sdk> {
  return (sdk ??= load());
}

async function load(): Promise<Sdk> {
  refuseLinkedKeys();
  return await import("@azure/identity");
}
