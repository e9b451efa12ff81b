import type { AccessLevel, Cloud, Confidence, Verdict } from "../model/words.ts";
import type { Fix } from "../model/report.ts";

/** Hosts of a service: those whose part before `suffix` fits `label`, or exactly one. */
export type HostForm =
  | {
      readonly suffix: string;
      /** What stands before the suffix and its dot; the first group is the resource's name. */
      readonly label: RegExp;
      /** The same for people, where it is more than a name: `<name>.<region>`. */
      readonly shown?: string;
    }
  | { readonly host: string };

/** A part of a resource, as the user named it or as a random name stands for it. */
export interface TestedScope {
  readonly kind: string;
  readonly name: string;
  /** What was named in the part, where names in it may decide; a folder ends with a slash. */
  readonly item?: string | undefined;
  /** ARM id below the resource's own. */
  readonly armSuffix?: string | undefined;
  readonly named: boolean;
}

export interface Role {
  readonly name: string;
  /** GUID of the role definition. */
  readonly id: string;
}

/** What a probe's request is made of. */
export interface ProbeContext {
  readonly scope: TestedScope;
  /** Starts with `azcredprobe-`, so that an operator recognises it in the logs; nothing has this name. */
  readonly random: string;
  /** Name of the resource, as its host tells it. */
  readonly resource: string;
  /** Object id of the token's principal, where its claims tell. */
  readonly principalId?: string;
  /** The present moment as HTTP writes dates. */
  readonly date: string;
}

export interface ProbeRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How a permission is asked for. */
export type Ask =
  | { readonly kind: "http"; request(context: ProbeContext): ProbeRequest }
  /** A link of AMQP 1.0 that is attached and never carries a message; `address` is the entity's path. */
  | {
      readonly kind: "amqp";
      readonly attach: "sender" | "receiver";
      address(context: Pick<ProbeContext, "scope">): string;
    }
  /** A container registry writes what it grants into its own token; nothing is asked of a repository. */
  | { readonly kind: "registry"; readonly action: string }
  /** A login to the database that the part names, which ends with its answer. */
  | { readonly kind: "tds" }
  /** It cannot be asked for; `why` not, where it is not that the service would have to be signed in to by its own protocol. */
  | { readonly kind: "none"; readonly why?: string };

/** One row of a probe's table; the first that matches an answer gives the verdict. */
export interface VerdictRow {
  /** Over AMQP what the `$cbs` node answered, if it refused the token, or if the link was attached. */
  readonly status?: number;
  /** The service's own error code; over AMQP the condition that turned the link away, over TDS the number of the first error. */
  readonly code?: string;
  /** Text that only this answer's body holds; over TDS the messages of its errors. */
  readonly body?: RegExp;
  /** Text that only this answer's `WWW-Authenticate` header holds. */
  readonly challenge?: RegExp;
  /** The row holds only when the user named the tested part, or only when not. */
  readonly named?: boolean;
  /** The row holds only when what the part holds was named, too ({@link TestedScope.item}). */
  readonly item?: true;
  /** Something that the probe looks for in a successful answer. */
  readonly seen?: string;
  /** The row holds only when the service's own token holds the action that was asked for, or only when not. */
  readonly granted?: boolean;
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** Azure's roles do not count here: the resource keeps its own list of who may do what. */
  readonly beyondRoles?: true;
  /** No rule lets anybody in from outside: the resource answers through its private endpoints only. */
  readonly privateOnly?: true;
  /** Of an inconclusive answer: why it proves neither, and what would; of a refusal: what else it may mean. Whole sentences. */
  readonly why?: string;
  /** What would allow it, where that is not the service's usual way. */
  grant?(context: GrantContext): Fix;
}

/** An action that a role has to hold. */
export interface NeededAction {
  readonly name: string;
  /** As {@link ProbeDefinition.isControlPlane}. */
  readonly isControlPlane?: true;
}

/** One permission test: a request without side effect, and what its answers mean. */
export interface ProbeDefinition {
  readonly level: AccessLevel;
  /** What it tells in words, where the level says more than was asked: `sign in to`. */
  readonly verb?: string;
  /** The data action that the service evaluates; a service's own word where it has no Azure role. */
  readonly action: string;
  /** It is an action of the control plane, which Owner, Contributor or Reader may hold. */
  readonly isControlPlane?: true;
  /** Everything that the service evaluates, where `action` is not all of it. */
  readonly needs?: readonly NeededAction[];
  /** A setting of the resource decides which one of `needs` counts, and it is not known: only all of them are sure. */
  readonly modeDecides?: true;
  /** With `modeDecides`: the least role of the mode in which those that come first in `roles` are ignored. */
  readonly roleInOtherMode?: Role;
  /** Roles that grant it, least privileged first. */
  readonly roles: readonly Role[];
  /** Kinds of tested parts that it is made for; all when absent. */
  readonly kinds?: readonly string[];
  /** No part can be asked without touching what it holds: a random one stands for the resource, whatever was named. */
  readonly wholeResource?: true;
  /** What it is about, whichever part was named: the names of all secrets are told to who may list those of the vault. */
  readonly about?: TestedScope;
  readonly ask: Ask;
  /** What to look for in the body of a success, by name; the body itself is not kept. */
  readonly looksFor?: Readonly<Record<string, RegExp>>;
  readonly verdicts: readonly VerdictRow[];
}

/** A place where a service writes its own error code; the first that holds one counts. */
export type ErrorCodePlace =
  | { readonly header: string }
  /** Dotted path in a JSON document: `error.innererror.code`. */
  | { readonly json: string }
  /** First group of the expression, in the body as text. */
  | { readonly text: RegExp };

/** A fact that the body of a refusal gives away. */
export interface Disclosure {
  readonly what: "resourceId" | "principalId" | "clientAddress" | "tenantId";
  /** First group is the value. */
  readonly pattern: RegExp;
  /** A recorded text in which it stands. */
  readonly sample: string;
}

/** How a person signs in to a service that speaks a protocol of its own, and sees what an identity may do there. */
export interface SignIn {
  /** As people call it: `TDS`. */
  readonly protocol: string;
  /** What is given as the user name, in words. */
  user(context: GrantContext): string;
  /** Signs in with a token of the identity, on the machine where it lives. */
  byHand(context: GrantContext): Fix;
  /** Of services that a probe signs in to: whom the user stands for that has the identity's name. */
  compareUser?(context: GrantContext): Fix;
}

/** Whom to give what, where: what a grant command is made of; absent ids were not learnt. */
export interface GrantContext {
  readonly objectId: string | undefined;
  readonly clientId: string | undefined;
  readonly principalType: "ServicePrincipal" | "User";
  /** Display name of the principal; only a managed identity's token tells it. */
  readonly principalName?: string | undefined;
  /** The least role, of the probe's own list. */
  readonly role: Role | undefined;
  /** Data action that was refused. */
  readonly action: string;
  /** What was refused for the same reason, in levels of access. */
  readonly levels?: readonly AccessLevel[];
  readonly host: string;
  readonly resource: string;
  /** ARM id of the resource; placeholders where it was not learnt. */
  readonly resourceId: string;
  readonly part: TestedScope;
  readonly errorCode: string | undefined;
}

/** The part of a resource that a permission is asked for: a container, a queue, a secret. */
export interface PartDefinition {
  /** As people call it: `container`. */
  readonly word: string;
  /**
   * What it holds, where a role may be given under conditions on the names in it (ABAC): a random name may fail what real
   * ones pass (dataplane.md section 3).
   */
  readonly item?: string;
  /** What is missing in an unnamed part of some kind, where there are several: a `key` of `keys`. */
  readonly words?: Readonly<Record<string, string>>;
  /** What is asked where none is named, and why that tells little: part of a sentence. */
  readonly unnamedNote?: string;
  /** Nothing smaller than the resource can be named: what is granted counts for all of it. */
  readonly isWhole?: true;
  /** What a target that names no part lacks at its end, with placeholders; `<word>` when absent. */
  form?(url: string, word: string): string;
  /** What `--resource` may be. */
  readonly pattern: RegExp;
  /** A name in a URL is held to `pattern` as well: what does not fit it is no part. */
  readonly isNameOnly?: true;
  /** From a URL's path, or from `--resource`; `random` stands for a part that was not named. `resource` is of the host. */
  parse(path: string, random: string, resource?: string): TestedScope;
  /** How a person sees which ones there are. */
  list?(resource: string): Fix;
}

/** A kind of Azure resource: how its host looks, whose token it takes, what is asked of it. */
export interface ServiceDefinition {
  readonly name: string;
  readonly title: string;
  /** A target as it is to be given, with placeholders. */
  readonly example: string;
  readonly hosts: Readonly<Record<Cloud, readonly HostForm[]>>;
  /** Other services have hosts of the same form: only paths that fit are this one's. */
  readonly path?: RegExp;
  /** Audience of the token: never taken from a challenge. Where each resource is one of its own, made of its host. */
  readonly audience: Readonly<Record<Cloud, string | ((host: string) => string)>>;
  /** Clouds whose audience is a guess that nobody has tried (dataplane.md sections 2 and 25). */
  readonly unverifiedAudience?: readonly Cloud[];
  /**
   * Over what a host of this service may be sent a token. `never`: tokens are got and decoded, and sent nowhere (a login
   * would need the service's own protocol).
   */
  readonly sendsToken: "https" | "amqps" | "tds" | "never";
  /** Where it listens; 443 when absent. */
  readonly port?: number;
  /** How TLS begins there; at once when absent. */
  readonly startTls?: "postgres" | "mysql" | "tds";
  /** Schemes besides `https:` that people write it with (`sb:`, `postgresql:`). */
  readonly schemes?: readonly string[];
  /** How the token is presented; `Authorization: Bearer` when absent. */
  authorization?(token: string): string;
  /** ARM resource type, for the scope of a role assignment; absent for what is no resource of a subscription. */
  readonly armType?: string;
  /** What may be done with a token stands in the token (`roles`, `scp`), and nowhere else. */
  readonly permissionsInToken?: true;
  /** Its roles are its own: no Azure role counts, and Azure Resource Manager lists none of them. */
  readonly ownRoles?: true;
  readonly part: PartDefinition;
  /** Anonymous request; an answer may name the tenant and resource that the server asks for. */
  readonly challenge?: ProbeRequest | ((path: string) => ProbeRequest);
  /** Status of the answer to it that only callers get whom the network rules let in, whoever they are. */
  readonly openStatus?: number;
  /** The tenant a `WWW-Authenticate` header names. */
  readonly challengeTenant?: RegExp;
  readonly errorCode: readonly ErrorCodePlace[];
  /** Headers that hold the id support asks for, best first. */
  readonly requestId: readonly string[];
  readonly disclosures?: readonly Disclosure[];
  readonly probes: readonly ProbeDefinition[];
  /** What people wrongly take for enough, in one sentence; said with every refusal of what only data roles allow. */
  readonly roleNote?: string;
  /** Where sign-in with Entra is switched on, in one sentence; services that cannot switch it off have none. */
  readonly entraNote?: string;
  /** How a refused principal is given what it lacks. */
  grant(context: GrantContext): Fix;
  /** How this machine, whose address the refusal may have told, is let through the resource's network rules. */
  openNetwork(resource: string, clientAddress?: string): Fix;
  /** How it is opened to every network, where it has no rule for a single one. */
  openToAll?(resource: string): Fix;
  /** Its network rules drop what they do not let in, instead of answering. */
  readonly dropsRefused?: true;
  /** How a person signs in, and sees what no probe can tell. */
  readonly signIn?: SignIn;
  /** What a person has to look at by hand, where no probe can tell. */
  readonly guidance?: string;
  /** How a person tells apart what one answer of this service may mean. */
  lookUp?(resource: string): Fix;
  /** Hosts that people take for this service's, and that no token may be sent to; `say` tells what to give instead. */
  readonly noTokenHosts?: { readonly host: RegExp; readonly say: string };
  /** What the way to it needs, in one sentence, where HTTPS through a proxy is not all. */
  readonly networkNote?: string;
}
