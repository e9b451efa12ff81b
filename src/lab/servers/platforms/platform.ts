import type { IncomingHttpHeaders } from "node:http";
import type { DefaultIdentity, GivenIds } from "../../select-identity.ts";
import type { SignedToken } from "../../tokens.ts";

/** A token request as a platform's endpoint sees it. */
export interface PlatformRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Query of a GET, form of a POST. */
  readonly fields: URLSearchParams;
  /** What callers have to show. */
  readonly secret: string;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What can be wrong with a request, whatever the platform calls it. */
export type Trouble = "identity-not-found" | "several-identities" | "resource-unknown" | "resource-missing";

/** How one platform hands out tokens: its own rules, its own words. */
export interface Platform {
  /** Speaks TLS. */
  readonly isTls?: true;
  /** Tokens are a signed-in user's, not an identity's. */
  readonly isUser?: true;
  readonly byDefault: DefaultIdentity;
  ids(fields: URLSearchParams): GivenIds;
  /** An answer that refuses the request as such: method, header, version. */
  refuse(request: PlatformRequest): PlatformAnswer | undefined;
  fail(trouble: Trouble, resource: string): PlatformAnswer;
  /** The answer to a scenario's "in trouble" status. */
  inTrouble(status: number): PlatformAnswer;
  grant(token: SignedToken, resource: string, clientId: string): Readonly<Record<string, unknown>>;
}

export function json(status: number, body: unknown): PlatformAnswer {
  return { status, body: JSON.stringify(body) };
}

/** No ids are read at all. */
export const noIds: GivenIds = { clientId: null, objectId: null, resourceId: null };
