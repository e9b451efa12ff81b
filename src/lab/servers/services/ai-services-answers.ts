import type { LabCall, LabReply, Refusal } from "../lab-service.ts";

/** The path of a request with its names left out, as a refusal writes it. */
type Template = (path: string) => string;

/** How the AI services refuse, whichever of them is asked (dataplane.md section 16). */
export function aiRefusal(why: Refusal, call: LabCall, audience: string, template: Template): LabReply {
  const { resource, request, claims = {}, permission } = call;
  switch (why) {
    case "network":
      return resource.network === "no-public-access"
        ? aiError(call, 403, "AccessDenied", "Public access is disabled. Please configure private endpoint.")
        : aiError(call, 403, "403", "Access denied due to Virtual Network/Firewall rules.");
    case "throttled":
      return {
        ...aiError(call, 429, "429", "Requests have exceeded call rate limit. Please retry after 1 second."),
        headers: { "apim-request-id": call.requestId, "Retry-After": "1" },
      };
    case "wrong-tenant":
      return aiError(call, 400, "BadRequest", "Tenant provided in token does not match resource token");
    case "role":
      return aiError(
        call,
        401,
        "PermissionDenied",
        `The principal \`${String(claims["oid"])}\` lacks the required data action \`${permission?.name}\` to perform \`${request.method} ${template(request.url.pathname)}\` operation.`,
      );
    case "no-token":
    case "malformed":
    case "bad-signature":
    case "wrong-audience":
    case "expired":
    case "needs-claims":
      return {
        status: 401,
        headers: { "apim-request-id": call.requestId },
        body: {
          statusCode: 401,
          message: `Unauthorized. Access token is missing, invalid, audience is incorrect (${audience}), or have expired.`,
        },
      };
    case "entra-disabled":
      throw new Error("AI services cannot switch Entra off");
  }
}

export function aiError({ requestId }: LabCall, status: number, code: string, message: string): LabReply {
  return { status, headers: { "apim-request-id": requestId }, body: { error: { code, message } } };
}
