import type { Cloud } from "../model/words.ts";
import { arm } from "./services/arm.ts";

/** Host and scope of Azure Resource Manager in a cloud. */
export function armOf(cloud: Cloud): { readonly host: string; readonly scope: string } {
  const [form] = arm.hosts[cloud];
  const audience = arm.audience[cloud];
  if (form === undefined || !("host" in form) || typeof audience !== "string") {
    throw new Error(`Azure Resource Manager has one host in each cloud, and none in ${cloud}`);
  }
  return { host: form.host, scope: `${audience}/.default` };
}
