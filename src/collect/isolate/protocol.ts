import type {
  AccessEvidence,
  ArmEvidence,
  AttemptError,
  Confirmation,
  Exchange,
  StageResult,
  TokenEvidence,
} from "../../model/report.ts";
import type { AccessLevel, LinkId } from "../../model/words.ts";
import type { FileFacts, FileVariable } from "../../catalogue/file-problems.ts";
import type { IdentityEndpoint } from "../../catalogue/identity-endpoint.ts";
import type { LinkOptions } from "../../catalogue/link-definition.ts";
import type { Environment, User } from "../../world/world.ts";

/** A target as a child is told of it; the child matches the URL again before anything is sent. */
export interface TargetJob {
  readonly url: string;
  readonly service: string;
  /** The part of the resource to ask, when the URL does not name it. */
  readonly part?: string;
}

/** What a child is to do, read from its standard input. */
export type Job =
  | {
      readonly kind: "link";
      readonly link: LinkId;
      readonly options: LinkOptions;
      readonly tools: Readonly<Record<string, string>>;
      readonly scopes: readonly string[];
      readonly targets: readonly TargetJob[];
      readonly levels: readonly AccessLevel[];
      readonly timeoutMs: number;
      readonly verbose: boolean;
    }
  | {
      readonly kind: "metadata";
      readonly endpoint: IdentityEndpoint;
      /** This machine is of a kind that has a metadata service. */
      readonly isExpected: boolean;
      readonly timeoutMs: number;
    }
  | { readonly kind: "inspect"; readonly now: number; readonly timeoutMs: number }
  | { readonly kind: "reach"; readonly targets: readonly TargetJob[]; readonly timeoutMs: number }
  | {
      readonly kind: "confirm";
      readonly options: LinkOptions;
      readonly scope: string;
      readonly timeoutMs: number;
      readonly verbose: boolean;
    };

/** What a child may be told before its orders, so that it has loaded most of what those will need. */
export interface Preparation {
  readonly prepare: readonly Job["kind"][];
}

/** A line that a child reads: most get one order, some a second one of the same app while the first is carried out. */
export interface Order {
  readonly id: number;
  readonly job: Job;
  /** Environment to take on: a child starts without the app's. */
  readonly env: Environment;
  /** User to become before the job begins. */
  readonly as?: User;
}

/** What is learnt on the way to one target. */
export type ReachFact =
  | { readonly type: "stage"; readonly stage: StageResult }
  | { readonly type: "addresses"; readonly addresses: string[] }
  | { readonly type: "aliases"; readonly aliases: string[] }
  | { readonly type: "challenge"; readonly exchange: Exchange; readonly tenant?: string };

export type TellReach = (fact: ReachFact) => void;

/** Facts of an order. No token ever is one. */
export type Fact =
  /** A step begins; the parent kills the child `timeoutMs` after it. What a probe sends is no part of its link. */
  | { readonly type: "step"; readonly what: string; readonly timeoutMs: number; readonly probe?: true }
  | { readonly type: "exchange"; readonly id: number; readonly exchange: Exchange }
  | { readonly type: "constructor-error"; readonly error: AttemptError }
  | { readonly type: "token"; readonly token: TokenEvidence }
  | { readonly type: "access"; readonly target: number; readonly access: AccessEvidence }
  | { readonly type: "arm"; readonly target: number; readonly arm: ArmEvidence }
  | { readonly type: "reach"; readonly target: number; readonly fact: ReachFact }
  | {
      readonly type: "instance";
      readonly region?: string;
      readonly resourceId?: string;
      readonly instanceId?: string;
      readonly scaleSet?: string;
    }
  | { readonly type: "file"; readonly variable: FileVariable; readonly file: FileFacts }
  | { readonly type: "confirmation"; readonly confirmation: Omit<Confirmation, "durationMs"> }
  | { readonly type: "log"; readonly line: string }
  /** One of these is the last. */
  | { readonly type: "crash"; readonly error: AttemptError }
  | { readonly type: "done" };

/** A line that a child writes: the order, and what is told of it. */
export type Told = readonly [order: Order["id"], fact: Fact];

export type Send = (fact: Fact) => void;
