const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const GUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Every GUID that stands in a text, with its dashes. */
export function guidsIn(text: string): string[] {
  return text.match(GUIDS) ?? [];
}

/** Ids and ARM ids are compared without case: tokens, portals and the metadata service spell them differently. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase();
}
