import type { Expectation } from "./expectation.ts";
import type { EntraError } from "./servers/entra-errors.ts";
import type { LabDatabase } from "./lab-database.ts";
import type { LabAssignment, LabDenial, LabResource, LabStorageAccount } from "./lab-resource.ts";
import type { NameAnswer } from "./name-table.ts";
import type { LabFault } from "./faults.ts";
import type { ToolBehaviour, ToolName } from "./lab-tool.ts";

/** A managed identity of the simulated host. */
export interface LabIdentity {
  readonly clientId: string;
  /** Object id of the service principal, the one that role assignments name. */
  readonly objectId: string;
  /** ARM id: of the host for its system-assigned identity, of the identity itself otherwise. */
  readonly resourceId: string;
  /** Whose federated tokens it accepts; user-assigned identities only. */
  readonly federatedCredentials?: readonly FederatedCredential[];
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
  /** Whose federated tokens it accepts (workload identity federation). */
  readonly federatedCredentials?: readonly FederatedCredential[];
}

/** What a federated token must say to be accepted; all three are compared byte by byte. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** A certificate file, made when the lab starts; its application accepts it unless `registered` is false. */
export interface LabCertificate {
  readonly kind: "certificate";
  /** Client id of the application it is registered at. */
  readonly application: string;
  readonly registered?: false;
  readonly key: "rsa" | "ec";
  readonly format: "pem" | "pfx" | "der";
  readonly validity: "valid" | "expired" | "not-yet";
  /** Encrypts the private key. */
  readonly password?: string;
  /** Left out of a PEM file. */
  readonly without?: "key" | "certificate";
  /** Order of the PEM blocks; default: certificate first, then its issuer. */
  readonly order?: "key-first" | "issuer-first";
  /** Also holds the certificate of the authority that issued it. */
  readonly chain?: true;
}

/** A projected service-account token, signed when the lab starts. */
export interface LabFederatedToken extends FederatedCredential {
  readonly kind: "federated-token";
  readonly validity: "valid" | "expired";
}

/** A file of the simulated host: its text, what is made of it when the lab starts, or one that cannot be read. */
export type LabFile = string | LabCertificate | LabFederatedToken | { readonly kind: "unreadable" };

/** Platforms that hand out tokens by an endpoint of their own, besides the VM's metadata service. */
export type PlatformSource =
  | "app-service"
  /** Protocol version 2017-09-01: MSI_ENDPOINT, MSI_SECRET. */
  | "app-service-2017"
  | "machine-learning"
  | "cloud-shell"
  | "service-fabric"
  | "azure-arc";

/** A token endpoint of the simulated host. */
export interface LabEndpoint {
  readonly source: PlatformSource;
  /** `address:port` of the simulated network; loopback addresses may be used as on the real platform. */
  readonly at: string;
  /** What callers have to show (X-IDENTITY-HEADER, secret); Arc writes its own key file instead. */
  readonly secret?: string;
  /** Default: it works. */
  readonly behaviour?: MetadataBehaviour;
  /** Arc: path of the key file that the challenge names; default: a name below the agent's own folder. */
  readonly keyFile?: string;
  /** Over TLS: what it shows; default: a certificate that the lab's authority has issued. */
  readonly certificate?: "self-signed";
}

/** A person who is signed in to a developer tool. */
export interface LabUser {
  readonly objectId: string;
  readonly name: string;
}

/** Ids of a user of the simulated host. */
export interface LabUserIds {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** Another process of the simulated host, for `--env-from`. */
export interface LabProcess extends LabUserIds {
  readonly pid: number;
  readonly command: string;
  /** Absent: it may not be read. */
  readonly env?: Readonly<Record<string, string>>;
  /** TCP ports it listens on. */
  readonly listens: readonly number[];
  /** It has a network of its own, as in a container. */
  readonly ownNetwork?: true;
}

/** How the metadata service of the virtual machine behaves. */
export type MetadataBehaviour =
  | "normal"
  /** Connections are accepted and never answered. */
  | "silent"
  /** Nothing listens. */
  | "refused"
  /** After so many milliseconds the first request, or with these statuses the first for tokens; then normal service. */
  | { readonly slowAtFirstMs: number }
  | { readonly answers: readonly number[] }
  /** So many requests end with a reset connection; then normal service. */
  | { readonly resetsAtFirst: number }
  /** Somebody else answers at the address, to everything. */
  | {
      readonly always: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** As the value of a variable: SHA-1 thumbprint of the certificate that the lab's servers show in this run. */
export const SERVER_THUMBPRINT = "<thumbprint of the lab's server certificate>";

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
  /** Files of the host, by path. What children of the lab read below these paths is mapped to them. */
  readonly files: Readonly<Record<string, LabFile>>;
  /** Command-line arguments that a user would add. */
  readonly args: readonly string[];
  readonly targets: readonly string[];
  readonly identities: {
    readonly systemAssigned?: LabIdentity;
    readonly userAssigned: readonly LabIdentity[];
    /** User-assigned identities of the tenant that are not attached to the host. */
    readonly elsewhere?: readonly LabIdentity[];
    /** Machine Learning: whose token its endpoint gives to those who name no identity. */
    readonly signedIn?: LabUser;
  };
  readonly applications: readonly LabApplication[];
  readonly storage: readonly LabStorageAccount[];
  readonly resources: readonly LabResource[];
  readonly databases: readonly LabDatabase[];
  readonly assignments: readonly LabAssignment[];
  readonly denials: readonly LabDenial[];
  /** Answers of the name server that differ from "what exists has an address"; `*` stands for every name. */
  readonly names: Readonly<Record<string, NameAnswer>>;
  readonly metadata: MetadataBehaviour;
  readonly endpoints: readonly LabEndpoint[];
  /** ARM id of the host; default: what its system-assigned identity belongs to, else the virtual machine. */
  readonly hostResourceId?: string;
  readonly tools: Readonly<Partial<Record<ToolName, ToolBehaviour>>>;
  readonly processes: readonly LabProcess[];
  /** The user that runs credprobe. */
  readonly user: LabUserIds;
  /** The machine belongs to this virtual machine scale set; the metadata service says so. */
  readonly scaleSet?: string;
  /** A firewall on the way drops every packet to the login hosts. */
  readonly loginBlocked?: true;
  /** Packets to the IPv6 addresses of its names are lost. */
  readonly ipv6Lost?: true;
  /** What Entra answers to every request for a token, in place of looking at it. */
  readonly entraAnswers?: EntraError;
  /** `host:port` of a forward proxy that the environment names. */
  readonly proxy?: string;
  /** The proxy serves nobody without user and password. */
  readonly proxyWantsLogin?: true;
  /** How far the host's clock is ahead of everybody else's. */
  readonly hostClockAheadSeconds?: number;
  /** Hosts whose TLS is broken open on the way: they show certificates of a company's own authority. */
  readonly intercepted?: { readonly hosts: readonly string[]; readonly trusted?: true };
  /** Something at one place of the host, or all over it, goes wrong. */
  readonly fault?: LabFault;
  readonly expect: Expectation;
}

type Defaulted = "env" | "files" | "args" | "targets" | "identities" | "applications" | "storage" | "user";
type Optional =
  | Defaulted
  | "resources"
  | "denials"
  | "databases"
  | "assignments"
  | "names"
  | "metadata"
  | "endpoints"
  | "tools"
  | "processes";

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
    resources: [],
    databases: [],
    assignments: [],
    denials: [],
    names: {},
    metadata: "normal",
    endpoints: [],
    tools: {},
    processes: [],
    user: { uid: 1000, gid: 1000, groups: [1000] },
    ...special,
  };
}
