import { escapeText } from "./escape-text.ts";
import { parseJsonObject } from "./parse-json-object.ts";

/** What an endpoint's own error document says, fit to stand in a report. */
export interface ErrorDocument {
  readonly code?: string;
  readonly text?: string;
}

/**
 * The three shapes of a managed identity's endpoints, and Entra's: `{error, error_description}`,
 * `{statusCode, message}` (App Service), `{error: {code, message}}` (Cloud Shell, Service Fabric); chain.md section 3.3.
 */
export function errorDocument(body: string | undefined): ErrorDocument | undefined {
  const document = parseJsonObject(body);
  if (document === undefined) return undefined;
  const { error } = document;
  const inner = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : undefined;
  const code = inner === undefined ? error : inner["code"];
  const text = inner?.["message"] ?? document["error_description"] ?? document["message"];
  return {
    ...(typeof code === "string" && code !== "" ? { code: escapeText(code, 100) } : {}),
    ...(typeof text === "string" && text !== "" ? { text: escapeText(text) } : {}),
  };
}
