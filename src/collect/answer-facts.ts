import type { ErrorCodePlace, ProbeDefinition } from "../catalogue/service-definition.ts";
import { parseJsonObject } from "../model/parse-json-object.ts";
import type { HttpAnswer } from "../world/http.ts";

/** The service's own error code of an answer, from the first place that holds one. */
export function errorCodeOf(answer: HttpAnswer, places: readonly ErrorCodePlace[]): string | undefined {
  if (answer.status < 300) return undefined;
  for (const place of places) {
    const code = codeAt(answer, place);
    if (code !== undefined && code !== "") return code;
  }
  return undefined;
}

function codeAt({ header, body }: HttpAnswer, place: ErrorCodePlace): string | undefined {
  if ("header" in place) return header(place.header);
  if ("text" in place) return place.text.exec(body)?.[1];
  let found: unknown = parseJsonObject(body.replace(/^\uFEFF/, ""));
  for (const name of place.json.split(".")) found = (found as Record<string, unknown> | undefined)?.[name];
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}

/** Names of what a probe looks for in a success, and finds. */
export function seenIn({ status, body }: HttpAnswer, { looksFor = {} }: ProbeDefinition): string[] {
  if (status >= 300) return [];
  return Object.entries(looksFor).flatMap(([name, pattern]) => (pattern.test(body) ? [name] : []));
}

/** The id that the service's support asks for. */
export function requestIdOf({ header }: HttpAnswer, names: readonly string[]): string | undefined {
  return names.map((name) => header(name)).find((value) => value !== undefined);
}
