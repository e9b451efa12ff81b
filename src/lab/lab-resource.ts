import type { RoleName } from "./roles.ts";
import type { LabServiceName } from "./servers/services/index.ts";
import type { StorageServiceName } from "./storage-accounts.ts";

/** A role given to a principal on a resource, or on one of its parts (a container, a secret) only. */
export interface LabAssignment {
  readonly principalId: string;
  readonly role: RoleName;
  /** Name of the resource, or {@link SUBSCRIPTION}. */
  readonly resource: string;
  readonly part?: string;
  /** An ABAC condition, as the assignment holds it (see `condition.ts` for what the lab understands). */
  readonly condition?: string;
  /** Too new: Azure Resource Manager knows it, and the resource does not yet. */
  readonly pending?: true;
  /** It is given to a group that the principal joined; its tokens do not name the group yet. */
  readonly throughGroup?: true;
  /** So many requests to the resource are refused before it counts. */
  readonly refusedFirst?: number;
}

/** As the resource of an assignment: the whole subscription. */
export const SUBSCRIPTION = "(subscription)";

/** A deny assignment: it wins over every role (dataplane.md section 3). */
export interface LabDenial {
  readonly name: string;
  readonly principalId: string;
  readonly resource: string;
  readonly dataActions: readonly string[];
}

/** What is special about a resource, whoever asks. */
export interface ResourceTrouble {
  /** Its network rules refuse this machine. */
  readonly network?: "firewall" | "no-public-access";
  /** The tenant it belongs to, when it is not Contoso's. */
  readonly tenantId?: string;
  /** The only audience it takes tokens for, when it is not its service's. */
  readonly audience?: string;
  /** How far its clock is ahead of the host's. */
  readonly clockAheadSeconds?: number;
  /** It does not know the key that tokens are signed with: they come from another cloud, or the key is new. */
  readonly signingKeyUnknown?: true;
  /** Whoever calls, or only calls that carry a token. */
  readonly throttles?: true | "tokens";
  /** Ports that something on the way to it lets nobody through to. */
  readonly closedPorts?: readonly number[];
  /** It takes keys only. */
  readonly entraDisabled?: true;
  /** It looks for what is asked for before it looks at roles, as Azure is not known to do everywhere. */
  readonly looksUpFirst?: true;
  /** Every token lacks what its policy wants. */
  readonly needsClaims?: true;
}

/** An Azure resource behind the lab's data-plane server. */
export interface LabResource extends ResourceTrouble {
  readonly service: LabServiceName;
  readonly name: string;
  /** What it holds when the lab starts, in its service's own shape. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Settings that its service knows (permission model, region ...). */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What an endpoint of a storage account holds: by container, queue, table, share or file system, then by name. */
export type LabParts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Endpoints of one account, which share its name, its assignments and its troubles. */
export interface LabStorageAccount extends ResourceTrouble {
  readonly name: string;
  /** One that is left out does not exist. */
  readonly endpoints: Readonly<Partial<Record<StorageServiceName, LabParts>>>;
}
