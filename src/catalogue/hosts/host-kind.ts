import type { TypedIn } from "../powershell.ts";
import type { AddressKind } from "../address-kind.ts";
import type { SourceName } from "../managed-identity-sources.ts";

/** What the machine's metadata service tells of the machine. */
export interface InstanceFacts {
  readonly resourceId?: string;
  /** Name of the virtual machine scale set it belongs to. */
  readonly scaleSet?: string;
}

/** One fact that tells a kind of host. A variable counts when it has a value. */
export type Sign =
  | { readonly variable: string; readonly holds?: RegExp }
  /** Without `holds` it is enough that the file, or folder, exists. A capture group of `holds` is what is shown of it. */
  | { readonly file: string; readonly holds?: RegExp; readonly what?: string }
  | { readonly instance: keyof InstanceFacts };

/** One kind of place an app can run in, and what tells it. */
export interface HostKind {
  readonly kind: string;
  readonly title: string;
  /** All signs of one of these groups must be there. */
  readonly signs: readonly (readonly Sign[])[];
  /** Variables that are shown as evidence too, where they are set. Never a secret's. */
  readonly shows: readonly string[];
  /** An app's own place: developer tools are the last resort there. */
  readonly isHosted: boolean;
  /** What kind of console this is, where the place tells. */
  readonly console?: "kudu" | "ssh" | "pod" | "container";
  /** Managed-identity sources that are usual there; default: any. */
  readonly sources?: readonly SourceName[];
  /** Addresses at which their endpoints are usual; default: all that are local. */
  readonly addresses?: readonly AddressKind[];
  /** Its console is Windows'. */
  readonly isWindows?: true;
  /** Where the commands of fixes are typed, if not in the console that a report is made in. */
  readonly commandsElsewhere?: TypedIn;
  /** A virtual machine of Azure's, or something right on one: it has a metadata service. */
  readonly hasMetadataService?: true;
  /** Its platform sets IDENTITY_ENDPOINT in every process as soon as an identity is enabled, and only then. */
  readonly tellsOfIdentity?: true;
  /** Variable with the name of the app; every process of the app has it. */
  readonly nameVariable?: string;
  /** A console that is not told of the app's identity: always, or when the app's variables are missing altogether. */
  readonly hidesIdentity?: "always" | "without-variables";
}
