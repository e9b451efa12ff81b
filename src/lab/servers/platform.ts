import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server as PlainServer,
} from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { Certificates } from "../certificates.ts";
import { isKnownResource } from "../resources.ts";
import type { LabEndpoint, LabIdentity, LabUser, Scenario } from "../scenario.ts";
import type { TokenSigner } from "../tokens.ts";
import { behaving } from "./behaving.ts";
import { idsIn, type IdParameters, type NamedIds } from "./identities.ts";
import { readBody, send, type Headers, type NoteRequest } from "./listen.ts";
import { tokenReply, type TokenReply } from "./token-reply.ts";

/** A refusal; how it is written down is the platform's own. */
export interface PlatformError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Headers;
}

/** What a caller has to prove itself with. */
export interface Proof {
  readonly secret: string | undefined;
  readonly keyFile: string;
}

/** How one platform hands out tokens: what its endpoint takes, whose token it gives, how it refuses. */
export interface Platform {
  readonly tls?: true;
  /** Absent: any path, since the platform's variables hold the whole address. */
  readonly path?: RegExp;
  /** The parameters are in the form of a POST, in the query of a GET. */
  readonly methods: readonly ("GET" | "POST")[];
  /** Refuses a caller that does not prove where it runs. */
  readonly admit: (request: IncomingMessage, proof: Proof) => PlatformError | undefined;
  /** API versions that it takes; absent where a request has none. */
  readonly versions?: readonly string[];
  readonly ids: IdParameters;
  /** Whose token a request gets. */
  readonly select: (
    identities: Scenario["identities"],
    ids: NamedIds,
  ) => LabIdentity | LabUser | PlatformError;
  readonly errors: {
    readonly wrongPath?: PlatformError;
    readonly wrongMethod: PlatformError;
    readonly wrongVersion?: (version: string) => PlatformError;
    readonly noResource: PlatformError;
    readonly unknownResource: (resource: string) => PlatformError;
    /** A status out of a scenario's sequence. */
    readonly trouble: Omit<PlatformError, "status">;
  };
  /** Resources that it gives tokens for; default: all that the tenant knows. */
  readonly knows?: (resource: string) => boolean;
  readonly errorBody: (error: PlatformError, correlationId: string) => unknown;
  /** Its answer, made from the one that satisfies every SDK. */
  readonly reply?: (reply: TokenReply, identity: LabIdentity | LabUser, ids: NamedIds) => TokenReply;
}

export interface PlatformSettings {
  readonly endpoint: LabEndpoint;
  readonly proof: Proof;
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly note: NoteRequest;
}

const JSON_HEADERS = { "Content-Type": "application/json; charset=utf-8" } as const;
/** Named in error bodies; the same in every run, since nothing looks it up. */
const CORRELATION_ID = "7f2b1a52-4c1f-4f8e-9d0a-5b8f6f6c9a11";

/** The token endpoint of a platform. */
export function platformServer(platform: Platform, settings: PlatformSettings): PlainServer | TlsServer {
  const { endpoint, certificates, note } = settings;
  const listener = behaving(
    endpoint.source,
    endpoint.behaviour ?? "normal",
    note,
    async (request, response, nextTrouble) => {
      const answer = await answerTo(platform, settings, request, nextTrouble);
      if ("token" in answer) return send(response, 200, JSON_HEADERS, JSON.stringify(answer.token));
      const body = platform.errorBody(answer, CORRELATION_ID);
      const headers = { ...JSON_HEADERS, ...answer.headers };
      return send(response, answer.status, headers, JSON.stringify(body));
    },
  );
  if (platform.tls !== true) return createPlainServer(listener);
  const own = endpoint.certificate === "self-signed" ? certificates.selfSigned : undefined;
  return createTlsServer((own ?? certificates.server).tls, listener);
}

/** A token, or the first refusal that applies. */
async function answerTo(
  platform: Platform,
  { scenario, signer, proof }: PlatformSettings,
  request: IncomingMessage,
  nextTrouble: () => number | undefined,
): Promise<{ readonly token: TokenReply } | PlatformError> {
  const { errors } = platform;
  const url = new URL(request.url ?? "/", "http://platform");
  if (platform.path?.test(url.pathname) === false) return errors.wrongPath ?? errors.wrongMethod;
  if (!platform.methods.some((method) => method === request.method)) return errors.wrongMethod;
  const refused = platform.admit(request, proof);
  if (refused !== undefined) return refused;
  // After the proof: a look at whether anybody answers, which shows none, must not use the sequence up.
  const trouble = nextTrouble();
  if (trouble !== undefined) return { status: trouble, ...errors.trouble };
  const asked = request.method === "POST" ? new URLSearchParams(await readBody(request)) : url.searchParams;
  const version = asked.get("api-version") ?? "";
  if (platform.versions?.includes(version) === false && errors.wrongVersion) {
    return errors.wrongVersion(version);
  }
  const resource = asked.get("resource");
  if (!resource) return errors.noResource;
  const ids = idsIn(asked, platform.ids);
  const principal = platform.select(scenario.identities, ids);
  if ("status" in principal) return principal;
  if (!(platform.knows ?? isKnownResource)(resource)) return errors.unknownResource(resource);
  const reply = await replyFor(principal, resource, signer);
  return { token: platform.reply?.(reply, principal, ids) ?? reply };
}

async function replyFor(
  principal: LabIdentity | LabUser,
  resource: string,
  signer: TokenSigner,
): Promise<TokenReply> {
  if ("clientId" in principal) {
    return tokenReply(await signer.forManagedIdentity(principal, resource), resource, principal.clientId);
  }
  // A person's token names no managed identity.
  const { client_id: _, ...reply } = tokenReply(await signer.forUser(principal, resource), resource, "");
  return reply;
}
