import type { LinkId, Outcome, Verdict } from "../model/words.ts";
import type { Winner } from "../model/report.ts";
import type { RoleName } from "./roles.ts";

/** What a name server says to a name; `silent` never answers at all. */
export type NameAnswer =
  { readonly addresses: readonly string[] } | { readonly error: "ENOTFOUND" | "EAI_AGAIN" } | "silent";

/** A managed identity of the simulated host. */
export interface LabIdentity {
  readonly clientId: string;
  /** Object id of the service principal, the one that role assignments name. */
  readonly objectId: string;
  /** ARM id: of the virtual machine for its system-assigned identity, of the identity itself otherwise. */
  readonly resourceId: string;
}

/** An app registration with its service principal in `tenantId`. */
export interface LabApplication {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly secrets: readonly {
    readonly id: string;
    readonly value: string;
    readonly state: "valid" | "expired";
  }[];
}

export interface LabStorageAccount {
  readonly name: string;
  readonly firewall: "open" | "deny";
  readonly containers: readonly { readonly name: string; readonly blobs: readonly string[] }[];
}

/** A role given to a principal on a storage account, or on one of its containers only. */
export interface LabAssignment {
  readonly principalId: string;
  readonly role: RoleName;
  readonly account: string;
  readonly container?: string;
}

/** How the metadata service of the virtual machine behaves. */
export type MetadataBehaviour =
  | "normal"
  /** Connections are accepted and never answered. */
  | "silent"
  /** Nothing listens. */
  | "refused"
  /** Statuses of the first token requests; normal service afterwards. */
  | { readonly answers: readonly number[] }
  /** Somebody else answers at the address, to everything. */
  | {
      readonly always: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** What a report about the scenario must say. */
export interface Expectation {
  readonly exitCode: number;
  readonly winner: { readonly state: Winner["state"]; readonly link: LinkId | null };
  readonly outcomes: Readonly<Partial<Record<LinkId, Outcome>>>;
  readonly verdicts?: readonly { readonly link: LinkId; readonly verdict: Verdict }[];
  /** Slugs; the first is the primary one. */
  readonly findings: readonly string[];
}

/** A simulated host with everything around it: pure data. */
export interface Scenario {
  /** Name of its file. */
  readonly name: string;
  /** One line, at most 70 characters. */
  readonly title: string;
  /** What is wrong, in one to three sentences. */
  readonly story: string;
  /** Environment of the app, without PATH and HOME. */
  readonly env: Readonly<Record<string, string>>;
  /** Files of the host: path to text. */
  readonly files: Readonly<Record<string, string>>;
  /** Command-line arguments that a user would add. */
  readonly args: readonly string[];
  readonly targets: readonly string[];
  readonly identities: {
    readonly systemAssigned?: LabIdentity;
    readonly userAssigned: readonly LabIdentity[];
  };
  readonly applications: readonly LabApplication[];
  readonly storage: readonly LabStorageAccount[];
  readonly assignments: readonly LabAssignment[];
  /** Answers of the name server that differ from "what exists has an address"; `*` stands for every name. */
  readonly names: Readonly<Record<string, NameAnswer>>;
  readonly metadata: MetadataBehaviour;
  /** `host:port` of a forward proxy that the environment names. */
  readonly proxy?: string;
  readonly expect: Expectation;
}

type Defaulted = "env" | "files" | "args" | "targets" | "identities" | "applications" | "storage";
type Optional = Defaulted | "assignments" | "names" | "metadata";

/**
 * A scenario from what is special about it.
 *
 * @example
 * defineScenario({ name: "no-identity", title: "…", story: "…", expect: { … } });
 */
export function defineScenario(
  special: Omit<Scenario, Optional> & Partial<Pick<Scenario, Optional>>,
): Scenario {
  return {
    env: {},
    files: {},
    args: [],
    targets: [],
    identities: { userAssigned: [] },
    applications: [],
    storage: [],
    assignments: [],
    names: {},
    metadata: "normal",
    ...special,
  };
}
