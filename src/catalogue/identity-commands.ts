import type { Fix } from "../model/report.ts";
import { command } from "./fixes.ts";

/** The Azure resource that an app runs on, as far as it is known. */
export interface HostResource {
  readonly kind: string;
  /** ARM id, from the metadata service. */
  readonly resourceId: string | undefined;
  /** Its name, from the platform's own variables. */
  readonly name: string | undefined;
}

interface IdentityCommands {
  /** What to say before `identity show` and `identity assign`. */
  readonly az: readonly string[];
  readonly what: string;
  /** Takes `--ids` with an ARM id. */
  readonly takesIds?: true;
  /** Flag that turns on the system-assigned identity; the others do so when no identity is named. */
  readonly systemFlag?: string;
  readonly identityFlag: string;
}

const VM: IdentityCommands = {
  az: ["az", "vm", "identity"],
  what: "this machine",
  takesIds: true,
  identityFlag: "--identities",
};
const WEB_APP: IdentityCommands = {
  az: ["az", "webapp", "identity"],
  what: "this app",
  identityFlag: "--identities",
};

/** The command family of the resource that an app runs on, by kind of host; a machine of no known kind is a VM's. */
const BY_HOST: Readonly<Record<string, IdentityCommands>> = {
  "azure-vm": VM,
  "vm-scale-set": { ...VM, az: ["az", "vmss", "identity"], what: "this scale set" },
  "app-service-windows": WEB_APP,
  "app-service-linux": WEB_APP,
  "app-service-ssh": WEB_APP,
  "kudu-windows": WEB_APP,
  "kudu-linux": WEB_APP,
  functions: { ...WEB_APP, az: ["az", "functionapp", "identity"], what: "this function app" },
  "container-apps": {
    az: ["az", "containerapp", "identity"],
    what: "this container app",
    systemFlag: "--system-assigned",
    identityFlag: "--user-assigned",
  },
};

/** Turns on the system-assigned identity of the host's resource, or attaches a user-assigned one. */
export function assignIdentity(host: HostResource, identity?: string): Fix {
  const row = BY_HOST[host.kind] ?? VM;
  const { what, systemFlag, identityFlag } = row;
  return identity === undefined
    ? {
        what: `Turn on the system-assigned identity of ${what}:`,
        commands: [command(...words(row, host, "assign"), ...(systemFlag === undefined ? [] : [systemFlag]))],
      }
    : {
        what: `Attach the user-assigned identity to ${what}:`,
        commands: [command(...words(row, host, "assign"), identityFlag, identity)],
      };
}

export function listIdentities(host: HostResource): Fix {
  const row = BY_HOST[host.kind] ?? VM;
  return {
    what: `See which identities are attached to ${row.what}:`,
    commands: [command(...words(row, host, "show"))],
  };
}

function words(
  { az, takesIds }: IdentityCommands,
  { resourceId, name }: HostResource,
  verb: string,
): string[] {
  return takesIds === true && resourceId !== undefined
    ? [...az, verb, "--ids", resourceId]
    : [...az, verb, "--name", name ?? "<name>", "--resource-group", "<resource-group>"];
}
