import { randomUUID } from "node:crypto";
import type {
  LabAmqpCall,
  LabCall,
  LabCondition,
  LabNode,
  LabReply,
  LabRequest,
  Refusal,
} from "../lab-service.ts";

/** What Service Bus and Event Hubs say to refused callers, over AMQP and over HTTPS; the texts were recorded. */

const NETWORK =
  "Ip has been prevented to connect to the endpoint.\r\nFor more information see:\r\n" +
  "Virtual Network service endpoints:\r\nEvent Hubs: https://go.microsoft.com/fwlink/?linkid=2044192 \r\nService Bus: https://go.microsoft.com/fwlink/?linkid=2044235 \r\n" +
  "IP Filters:\r\nEvent Hubs: https://go.microsoft.com/fwlink/?linkid=2044428 \r\nService Bus: https://go.microsoft.com/fwlink/?linkid=2044183 \r\n";

/** The tail that every answer carries; support asks for the tracking id. */
export function tracking(now: number, system = "NoSystemTracker"): string {
  const time = new Date(now).toISOString().slice(0, 19);
  return `TrackingId:${randomUUID()}_G24, SystemTracker:${system}, Timestamp:${time}`;
}

/** Refusals that the `$cbs` node answers with 401 and the condition of a failed sign-in. */
const TOKEN_TEXTS: Readonly<Partial<Record<Refusal, string>>> = {
  "no-token": "MissingToken: The authorization token was not found.",
  malformed: "MalformedToken: The token is malformed.",
  "bad-signature": "40103: Invalid authorization token signature.",
  "wrong-audience": "InvalidAudience: Invalid authorization token audience.",
  "wrong-tenant": "InvalidIssuer: Token issuer is invalid.",
  "needs-claims": "InvalidToken: The token lacks required claims.",
};

export function amqpRefusal(
  why: Refusal | "not-found",
  { resource, entity, role, claims, now }: LabAmqpCall,
): LabCondition & { readonly status: number } {
  switch (why) {
    case "network":
      return {
        status: 401,
        condition: "amqp:unauthorized-access",
        description: `${NETWORK}${tracking(now, "AmqpGatewayProvider")}`,
      };
    case "throttled":
      return {
        status: 503,
        condition: "com.microsoft:server-busy",
        description: `The request was terminated because the namespace ${resource.name} is being throttled. Error code : 50009. Please wait 2 seconds and try again. To know more visit https://aka.ms/sbResourceMgrExceptions ${tracking(now)}`,
      };
    case "not-found":
      return {
        status: 404,
        condition: "amqp:not-found",
        description: `The messaging entity '${entity}' could not be found. To know more visit https://aka.ms/sbResourceMgrExceptions.  ${tracking(now, entity.replace("sb://", "").replace("/", ":"))}`,
      };
    case "role":
      return {
        status: 401,
        condition: "amqp:unauthorized-access",
        description: `Unauthorized access. '${role === "sender" ? "Send" : "Listen"}' claim(s) are required to perform this operation. Resource: '${entity.toLowerCase()}'. ${tracking(now, "gateway5")}`,
      };
    case "expired": {
      const end = new Date(Number(claims?.["exp"]) * 1000).toISOString().slice(0, 19).replace("T", " ");
      return authFailed(`ExpiredToken: The token is expired. Expiration time: '${end}Z'.`, now);
    }
    default:
      return authFailed(TOKEN_TEXTS[why] ?? "", now);
  }
}

function authFailed(text: string, now: number) {
  return {
    status: 401,
    condition: "com.microsoft:auth-failed",
    description: `${text} ${tracking(now)}`,
  };
}

/** What the list of public services says to anybody: that the way is open (learn.microsoft.com, "Troubleshooting guide"). */
export function publicFeed({ request, now }: LabCall): LabReply | undefined {
  if (request.method !== "GET" || request.url.pathname !== "/") return undefined;
  return {
    status: 200,
    headers: { "Content-Type": "application/atom+xml;type=feed;charset=utf-8" },
    body: `<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Publicly Listed Services</title><subtitle type="text">This is the list of publicly-listed services currently available.</subtitle><id>uuid:27fcd1e2-3a99-44b1-8f1e-3e92b52f0171;id=30</id><updated>${new Date(now).toISOString().slice(0, 19)}Z</updated><generator>Service Bus 1.1</generator></feed>`,
  };
}

export function httpRefusal(why: Refusal, { request, permission, now }: LabCall): LabReply {
  if (why === "throttled") return httpError(429, `SubCode=50004. Throttled. ${tracking(now)}`);
  const { hostname, pathname } = request.url;
  const operation = /\/send\//.test(permission?.name ?? "") ? "Send" : "Listen";
  const role = `SubCode=40100: Unauthorized : Unauthorized access for '${operation}' operation on endpoint 'sb://${hostname}${pathname}'.`;
  const text = why === "network" ? NETWORK : why === "role" ? role : (TOKEN_TEXTS[why] ?? "ExpiredToken: .");
  return httpError(401, `${text} ${tracking(now, `${hostname}:${pathname.slice(1)}`)}`);
}

export function httpError(status: number, detail: string): LabReply {
  return {
    status,
    headers: { "Content-Type": "application/xml; charset=utf-8" },
    body: `<Error><Code>${status}</Code><Detail>${detail}</Detail></Error>`,
  };
}

/** `/<entity>/messages` sends with POST; `.../head` takes with DELETE and locks with POST, and counts both times. */
export interface MessageRequest {
  readonly role: "sender" | "receiver";
  readonly address: string;
  readonly isTaken: boolean;
}

export function messageRequest({ method, url }: LabRequest): MessageRequest | undefined {
  const [, address, head] = /^\/(.+)\/messages(\/head)?$/i.exec(url.pathname) ?? [];
  if (address === undefined) return undefined;
  return { role: head === undefined ? "sender" : "receiver", address, isTaken: method === "DELETE" };
}

/** What a request over HTTPS does to an entity. */
export function actOnNode(
  { role, isTaken }: MessageRequest,
  node: LabNode | undefined,
  call: LabCall,
): LabReply {
  if (node === undefined) return httpError(404, `SubCode=40400. Not Found. ${tracking(call.now)}`);
  if (role === "sender") {
    node.accept(call.request.body);
    return { status: 201 };
  }
  const message = node.deliver();
  if (isTaken && message !== undefined) node.settle(true);
  return message === undefined ? { status: 204 } : { status: isTaken ? 200 : 201, body: message };
}
