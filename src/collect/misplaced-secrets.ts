import { looksSecret, shownValue } from "../catalogue/shown-value.ts";
import { urlParts } from "../catalogue/url-parts.ts";
import type { VariableDefinition } from "../catalogue/variables.ts";
import { RECORDED_QUERY_PARAMETERS } from "../world/recorded-fields.ts";

/** Shorter parts of a URL would tear holes into a report. */
const LEAST_LENGTH = 8;

/** Parts of the value of a variable that is no secret, which are one by their place or look. */
export function misplacedSecrets(
  value: string,
  definition: Pick<VariableDefinition, "kind" | "secret">,
): string[] {
  const { kind } = definition;
  if (kind === "client-id" || kind === "tenant") {
    return shownValue(value, definition) === undefined && looksSecret(value) ? [value] : [];
  }
  return kind === "authority" || kind === "endpoint" ? secretsOfUrl(value) : [];
}

/** Password and query of a URL, as they are written and as they are sent. */
export function secretsOfUrl(value: string): string[] {
  const { userInfo, tail } = urlParts(value);
  const found = [...(userInfo === undefined ? [] : passwordOf(userInfo)), ...secretsOfQuery(tail)];
  return [...new Set(found.flatMap((text) => [text, decoded(text)]))];
}

/** Without any colon all of it may be a token. */
function passwordOf(userInfo: string): string[] {
  const colon = userInfo.indexOf(":");
  const password = userInfo.slice(colon + 1);
  return password.length >= (colon < 0 ? LEAST_LENGTH : 1) ? [password] : [];
}

function secretsOfQuery(tail: string): string[] {
  return tail.split(/[?#&;]/).flatMap((pair) => {
    const [, name = "", value = ""] = /^(?:([^=]*)=)?(.*)$/s.exec(pair) ?? [];
    return RECORDED_QUERY_PARAMETERS.has(name.toLowerCase()) || value.length < LEAST_LENGTH ? [] : [value];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
