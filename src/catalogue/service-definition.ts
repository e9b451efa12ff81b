import type { AccessLevel, Cloud, Confidence, Verdict } from "../model/words.ts";

/** A part of a resource, as the user named it or as a random name stands for it. */
export interface TestedScope {
  readonly kind: string;
  readonly name: string;
  /** ARM id below the resource's own. */
  readonly armSuffix?: string;
  readonly named: boolean;
}

export interface ProbeRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One row of a probe's table; the first that matches an answer gives the verdict. */
export interface VerdictRow {
  readonly status: number;
  /** The service's own error code. */
  readonly code?: string;
  /** Text that only this answer's body holds. */
  readonly body?: RegExp;
  /** The row holds only when the user named the tested part, or only when not. */
  readonly named?: boolean;
  readonly verdict: Verdict;
  readonly confidence: Confidence;
}

/** One permission test: a request without side effect, and what its answers mean. */
export interface ProbeDefinition {
  readonly level: AccessLevel;
  /** The data action that the service evaluates. */
  readonly action: string;
  /** Roles that grant it, least privileged first, with the GUID of the role definition. */
  readonly roles: readonly { readonly name: string; readonly id: string }[];
  /** `random` starts with `azcredprobe-`, so that an operator recognises it in the logs. */
  request(scope: TestedScope, random: string): ProbeRequest;
  readonly verdicts: readonly VerdictRow[];
}

/** A kind of Azure resource: how its host looks, whose token it takes, what is asked of it. */
export interface ServiceDefinition {
  readonly name: string;
  readonly title: string;
  /** Host suffixes by cloud; one label for the resource's name stands before them. */
  readonly hosts: Readonly<Record<Cloud, readonly string[]>>;
  /** What the label before the suffix looks like; its first group is the resource's name. */
  readonly label: RegExp;
  /** Audience of the token, by cloud: never taken from a challenge. */
  readonly audience: Readonly<Record<Cloud, string>>;
  /** ARM resource type, for the scope of a role assignment. */
  readonly armType: string;
  /** Anonymous request whose refusal names the tenant and resource that the server asks for. */
  readonly challenge: ProbeRequest;
  /** The tenant a `WWW-Authenticate` header names. */
  readonly challengeTenant: RegExp;
  /** What part of the resource a URL path, or `--resource`, names. */
  testedScope(path: string, random: string): TestedScope;
  /** The service's own error code of an answer, where it stands. */
  readonly errorCodeHeader: string;
  readonly requestIdHeader: string;
  readonly probes: readonly ProbeDefinition[];
}
