import { addressKind } from "../catalogue/address-kind.ts";
import { isAzuresIssuer } from "../catalogue/tls-errors.ts";
import { isRoleId } from "../catalogue/role-names.ts";
import { guidsIn } from "../model/ids.ts";
import type { Evidence } from "../model/report.ts";
import { isClosedWord } from "./closed-words.ts";
import { mapStrings } from "./map-strings.ts";
import { ownNames } from "./own-names.ts";
import { pseudonymsFor, type Pseudonyms } from "./pseudonyms.ts";

/** A report's evidence under pseudonyms, and the same for any other text, such as the name of a file. */
export interface Anonymized {
  readonly evidence: Evidence;
  readonly text: (text: string) => string;
}

const GUID = /[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}/gi;
/** Ids of Microsoft's own applications and audiences, and of nothing. */
const EVERYBODYS =
  /^0000000[0-9a-f]-0000-0000-c?0{3}-0{12}$|^(?:9188040d-6c67-4c5b-b112-36a304b66dad|f8cdef31-a31e-4b4a-93e4-5f571e91255a)$/i;

/** Behind an escape in which a letter or digit may stand: %2F, \\n, \\x0a, \\u002f. */
const AFTER_ESCAPE = "(?<=%(?:25)?[0-9a-fA-F]{2}|\\\\[nrt]|\\\\x[0-9a-fA-F]{2}|\\\\u[0-9a-fA-F]{4})";
/** Shorter names are also parts of other words, such as of api-version. */
const MIN_LOOSE = 6;

const IPV4 = /(?<![\w.-]|[A-Za-z]\/)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi;
/** Addresses of Azure's own: metadata service, wire server, none. */
const PLATFORM_ADDRESS = /^(?:169\.254\.169\.254|168\.63\.129\.16|0\.0\.0\.0|255\.255\.255\.255|::|::1)$/;

/** Spans that are nobody's, though a name may be in them: what the seal left, variables, types of Azure's resources. */
const FIXED =
  /\[removed: [^[\]\n]{1,80}\]|(?<![A-Za-z0-9])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9])|(?<=providers\/)[Mm]icrosoft\.[\w.]+\/\w+|(?<!providers\/)\b[Mm]icrosoft\.[A-Za-z.]+(?:\/[A-Za-z]+)+|\b(?:api-version|client_id|msi_res_id|mi_res_id|object_id|resource)=/g;

/** Nothing is judged by it, and nobody can tell what an SDK writes there. */
const NO_LOG = "left out: it may name what is somebody's own (--anonymize)";

/** Texts of services and apps: 32 digits there are an id, whether it stands elsewhere with dashes or not. */
const FOREIGN_TEXT = /^\/message$|\/(?:errorBody|text|description)$/;

/** Words of our own, which say what something is and never whose. */
const OWN_FIELDS =
  /^\/(?:tool|lab)\b|\/(?:action|service|kind|errorCode|code|method|title|usedBy|shape)(?:\/\d+)?$|^\/environment\/\d+\/name$|\/inputs\/\d+\/name$|\/roles\/\d+\/(?:name|id)$/;

/**
 * Replaces what tells whose report it is: ids, names of resources, hosts, machines and people, addresses. Consistently,
 * in every text and whatever the case or encoding; what is the same for everybody stays, and a pseudonym has the form
 * of what it stands for, so that judging gives the same findings.
 *
 * @param salt With the same one the same names get the same pseudonyms. It stands nowhere in the result.
 */
export function anonymize(evidence: Evidence, salt: string): Anonymized {
  const pseudonyms = pseudonymsFor(salt);
  const names = ownNames(evidence);
  const guids = guidsOf(evidence);
  const isName = namePattern(names);
  const known = { pseudonyms, names, isName };
  const text = (original: string): string => textUnder(original, { ...known, guids });
  const foreignText = (original: string): string => textUnder(original, { ...known, guids: "all" });
  const copy = mapStrings(evidence, (original, { pointer, holder }) =>
    holder === "" || isClosedWord(original) || isAzuresIssuer(original) || OWN_FIELDS.test(pointer)
      ? original
      : FOREIGN_TEXT.test(pointer)
        ? foreignText(original)
        : text(original),
  );
  // The folder that a program lies in may say whose it is, and who reads this has it elsewhere.
  const { program: _, ...invocation } = copy.invocation;
  const log = evidence.sdkLog === undefined ? {} : { sdkLog: [NO_LOG] };
  return { evidence: { ...copy, ...log, invocation, anonymized: true }, text };
}

/** Those that stand somewhere with their dashes: 32 digits alone may be anything. */
function guidsOf(evidence: Evidence): ReadonlySet<string> {
  const found = new Set<string>();
  mapStrings(evidence, (text) => {
    for (const guid of guidsIn(text)) found.add(guid.replaceAll("-", "").toLowerCase());
    return text;
  });
  return found;
}

/** Longest first: a name may begin with another. */
function namePattern(names: ReadonlySet<string>): RegExp | undefined {
  if (names.size === 0) return undefined;
  const sorted = [...names].toSorted((one, other) => other.length - one.length || (one < other ? -1 : 1));
  const forms = sorted.map((name) => {
    const variants = [...new Set([name, encodeURIComponent(name)])].map(longEscaped).join("|");
    const near = name.length < MIN_LOOSE ? "[\\p{L}\\p{N}_-]" : "[\\p{L}\\p{N}]";
    return `(?:(?<!${near})|(?<=__)|${AFTER_ESCAPE})(?:${variants})(?:(?!${near})|(?=__))`;
  });
  return new RegExp(forms.join("|"), "giu");
}

/** Far above any name. An expression takes no more than some ten thousand characters: a saved report may hold anything. */
const LONGEST = 500;

/** Of a longer one its beginning, and whatever hangs on it. */
function longEscaped(name: string): string {
  return name.length <= LONGEST
    ? escaped(name)
    : `${escaped(Array.from(name).slice(0, LONGEST).join(""))}\\S*`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

interface Known {
  readonly pseudonyms: Pseudonyms;
  readonly names: ReadonlySet<string>;
  readonly isName: RegExp | undefined;
  /** Those that count without their dashes. */
  readonly guids: ReadonlySet<string> | "all";
}

function textUnder(original: string, known: Known): string {
  const { pseudonyms, names, isName, guids } = known;
  // A name may hold a GUID or an address.
  const withNames =
    isName === undefined
      ? original
      : outsideFixed(original, names, (part) =>
          part.replaceAll(isName, (name) => pseudonyms.name(decoded(name))),
        );
  return withNames
    .replaceAll(GUID, (guid) => {
      const isKnown = guid.includes("-") || guids === "all" || guids.has(guid.toLowerCase());
      return !isKnown || isEverybodys(guid) ? guid : pseudonyms.guid(guid);
    })
    .replaceAll(IPV4, (address) => addressUnder(address, pseudonyms))
    .replaceAll(IPV6, (address) => addressUnder(address, pseudonyms));
}

function isEverybodys(guid: string): boolean {
  return EVERYBODYS.test(guid) || isRoleId(guid);
}

function decoded(name: string): string {
  try {
    return name.includes("%") ? decodeURIComponent(name) : name;
  } catch {
    // Not every percent sign stands for an encoded character.
    return name;
  }
}

/** The parts between the fixed spans, changed; a fixed span that as a whole is somebody's name is none. */
function outsideFixed(text: string, names: ReadonlySet<string>, change: (part: string) => string): string {
  let result = "";
  let read = 0;
  for (const match of text.matchAll(FIXED)) {
    if (names.has(match[0].toLowerCase())) continue;
    result += change(text.slice(read, match.index)) + match[0];
    read = match.index + match[0].length;
  }
  return result + change(text.slice(read));
}

function addressUnder(address: string, pseudonyms: Pseudonyms): string {
  const host = address.includes(":") ? `[${address.toLowerCase()}]` : address;
  // A URL takes addresses only: four numbers may be a version.
  if (!URL.canParse(`http://${host}/`) || PLATFORM_ADDRESS.test(address)) return address;
  const kind = addressKind(host);
  return kind === "loopback" ? address : pseudonyms.address(address);
}
