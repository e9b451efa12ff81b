import { CONNECTION_IDENTITY, connectionForms } from "../catalogue/connections.ts";
import { isAzuresIssuer } from "../catalogue/tls-errors.ts";
import type { Certificate, Evidence } from "../model/report.ts";
import { isGuid } from "../model/ids.ts";
import { decodedViews } from "./decoded-views.ts";
import { mapStrings } from "./map-strings.ts";
import { isCommonWord, ownLabels } from "./public-words.ts";

const ARM_ID =
  /\/subscriptions\/[^/\s"'<>]+(?:\/resourceGroups\/([^/\s"'<>,;)]+))?((?:\/providers)?\/[^\s"'<>,;)]*)?/gi;
const PROVIDER_PART = /^(?:providers|microsoft\..*)$/i;
/** Also behind `*.`, `.` and what the seal left of a user; behind a user it is part of a mail address. */
const HOST =
  /(?:(?<![\w.%-]|[\w.+-]@)|(?<=(?<![\w.%-])\.))(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.){1,10}[a-z][a-z0-9-]{1,62}(?![\w-])/gi;
/** Ends of file names, calls and types, which look like hosts. */
const NO_HOST =
  /\.(?:md|json|pem|pfx|p12|key|crt|cer|txt|env|js|ts|cjs|mjs|py|dll|exe|log|sh|ps1|ini|conf|cfg|ya?ml|xml|common|errors|node)$|^(?:microsoft|system|azure|msal|com|io|org)\./i;
/** A host of one label, which only its place in a URL gives away. */
const LONE_HOST = /:\/\/(?:[^/\s@"'<>]{0,80}@)?([a-z][a-z0-9_-]{1,62})(?=[:/?#\s"',;)]|$)/gi;
const MAIL = /([\w.+-]{1,64})(?:@|%40)((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})/gi;
const HOME = /(?:\/(?:home|Users|users)\/|[A-Za-z]:\\{1,2}(?:Users|home)\\{1,2})([^/\\\s"':;,]+)/g;
const SERVICE_ACCOUNT = /system:serviceaccount:([\w.-]+):([\w.-]+)/g;
/** Names that Entra says in its refusals. */
const QUOTED =
  /\b(?:directory|tenant|application|app|organization|account|principal|named|provider)(?: named| with name)? ['"\u2018]([^'"\u2019]{2,80})['"\u2019]|'([^']{2,80})' (?:tenant|directory|organization)\b/gi;
/** Names that Azure's services say in their refusals, without quotes. */
const SAID = [
  /(?<![\w-])name=([^;,&\s"']{2,80})/g,
  /\bVault: ([\w-]{2,80})/g,
  /\bclient_id=([^&;"'\s<>]{2,80})/g,
  /\bnational Cloud ID \(([^()]{2,80})\)/gi,
  /\bvault ([\w-]{3,24})(?=[.,;:]|$| (?:does|is|was|has|in|cannot|could)\b)(?<!policy|policies|service|instance|access)/gi,
  /\b(?:host(?:name)?|server|machine|computer|workspace|registry|namespace|cluster|account|database) (?=[\w-]*[\d-])([a-z][\w-]{2,80})/gi,
  /\bin the (?!Microsoft|Azure|Entra|Active)(\p{Lu}[\p{L}\d&.-]*(?: [\p{Lu}\d][\p{L}\d&.-]*){0,4}) (?:directory|tenant|organization)\b/gu,
];

/** Names beside what they name: of an application behind its id, of a certificate. */
const BESIDE = /[0-9a-f]{12}['"]? ?\(([^()]{2,80})\)|\b(?:CN|O|OU) ?= ?([^,;/"'\n]{2,80})/g;
/** As collect/reach.ts and collect/outcome.ts say it. */
const ISSUED = /certificate issued by ([^,;]{2,100})/g;
const PUBLIC_ISSUER = /^(?:Microsoft|DigiCert|Entrust|Baltimore|GlobalSign|an unnamed issuer)/;
/** Variables and options that hold the path of a file. */
const FILE_VARIABLE = /(?:_PATH|_FILE|_DIR)$/;
const PATH = /^(?:[A-Za-z]:)?[\\/.~][^\s:]*$/;
/** What names a connection or a reference of the app (`Archive__blobServiceUri`, `LEDGER_PASSWORD`). */
const SETTING = /\/(?:discovered|undiscovered\/\d+)\/setting$/;
const SETTING_ENDINGS = new Set(
  [...connectionForms.map(({ ending }) => ending), ...Object.values(CONNECTION_IDENTITY)].map((ending) =>
    ending.replace("__", "").toLowerCase(),
  ),
);
/** A list of hosts, and of what is below them. */
const NO_PROXY = /^no_proxy$/i;

/** Variables and signs of hosts whose values are somebody's names; regions, sizes and versions are not. */
const NAME_VARIABLE =
  /(?:^|_)(?:HOSTNAME|COMPUTERNAME|INSTANCE_ID|RUN_ID|RESOURCEGROUP|RESOURCE_GROUP|REVISION|MODEL_DIR|APP_POOL_ID|RUN_USER|APPPATH|USERNAME|CLIENT_ID|TENANT_ID|REPOSITORY|ACTOR)$|^(?!REGION).*(?:SITE|APP|JOB|REPLICA|SLOT|WORKSPACE|DISTRO|Application|Node|Service|Package|SESSION)_?NAME$/i;

/** Names in texts that hold nothing but them. */
const NAME_FIELDS =
  /^\/(?:invocation\/options\/(?:resource|tenantId)|host\/instanceId|targets\/\d+\/(?:resource|part|discovered\/(?:clientId|credential))|targets\/\d+\/access\/\d+\/testedScope\/(?:name|item)|targets\/\d+\/arm\/\d+\/denyAssignments\/\d+\/name|.*\/claims\/(?:sub|uti|oid|tid|appid|azp))$/;
/** As catalogue/hosts/app-service-ssh.ts says whose variable it is. */
const OF_PROCESS = / of process \d+$/;
const ARM_SUFFIX = /\/armSuffix$/;
const TARGET_URL = /^\/(?:targets\/\d+\/url|invocation\/targets\/\d+)$/;
const CREDENTIAL_WORD = /^(?:managedidentity|clientsecret)$/i;

/**
 * Every name in a report that is somebody's own: of resources, groups, hosts, machines, people, certificates. GUIDs and
 * addresses are not among them, they are known by their form.
 */
export function ownNames(evidence: Evidence): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    const text = (name ?? "").trim();
    if (
      text.length > 1 &&
      /\p{L}/u.test(text) &&
      !isCommonWord(text) &&
      !text.startsWith("azcredprobe") &&
      !isGuid(text)
    )
      names.add(text.toLowerCase());
  };
  const addWords = (text: string): void => {
    for (const word of text.split(/[^\p{L}\p{N}_.-]+/u)) {
      if (/^[\d.]+$/.test(word)) continue;
      for (const label of HOST.test(word) ? ownLabels(word) : [word]) add(label);
      HOST.lastIndex = 0;
    }
  };
  mapStrings(evidence, (text, { pointer, holder }) => {
    if (holder === "") return text;
    for (const view of decodedViews(text)) addFrom(view.text, add);
    if (NAME_FIELDS.test(pointer) && !CREDENTIAL_WORD.test(text)) addWords(text.replace(ARM_ID, ""));
    if (SETTING.test(pointer))
      for (const part of text.split("__")) if (!SETTING_ENDINGS.has(part.toLowerCase())) add(part);
    if (NO_PROXY.test(holder)) addWords(text);
    if (FILE_VARIABLE.test(holder) && PATH.test(text)) addWords(text.replace(/\.\w{1,5}$/, ""));
    if (ARM_SUFFIX.test(pointer)) addArmParts(text, add);
    if (TARGET_URL.test(pointer) && URL.canParse(text))
      addWords(decodeSafely(new URL(text).pathname).replace(ARM_ID, ""));
    return text;
  });
  for (const { what, value } of evidence.host.evidence)
    if (NAME_VARIABLE.test(what.replace(OF_PROCESS, ""))) addWords(value);
  for (const { name, value } of evidence.environment)
    if (value !== undefined && NAME_VARIABLE.test(name) && /^\S{2,}$/.test(value)) addWords(value);
  for (const certificate of certificatesOf(evidence)) addCertificate(certificate, add);
  return names;
}

type Add = (name: string | undefined) => void;

/** Names in places that give themselves away, in any text. */
function addFrom(text: string, add: Add): void {
  for (const [, group, rest = ""] of text.matchAll(ARM_ID)) {
    add(group);
    addArmParts(rest, add);
  }
  for (const [host] of text.matchAll(HOST)) if (!NO_HOST.test(host)) ownLabels(host).forEach(add);
  for (const [, host] of text.matchAll(LONE_HOST)) add(host);
  for (const [, user, domain = ""] of text.matchAll(MAIL)) {
    add(user);
    ownLabels(domain).forEach(add);
  }
  for (const [, user] of text.matchAll(HOME)) add(user);
  for (const [, namespace, account] of text.matchAll(SERVICE_ACCOUNT)) [namespace, account].forEach(add);
  for (const [, name, before] of text.matchAll(QUOTED)) add(name ?? before);
  for (const [, issuer = ""] of text.matchAll(ISSUED)) if (!PUBLIC_ISSUER.test(issuer)) add(issuer);
  for (const pattern of SAID) for (const [, name] of text.matchAll(pattern)) add(name);
  for (const [, application, certified] of text.matchAll(BESIDE)) add(application ?? certified);
}

/** Of `/providers/<namespace>/<type>/<name>/<type>/<name>`, the names. */
function addArmParts(path: string, add: Add): void {
  const parts = path.split("/").filter((part) => part !== "" && !PROVIDER_PART.test(part));
  parts.forEach((part, index) => {
    if (index % 2 === 1) add(part.replace(/[.,:;]+$/, ""));
  });
}

function addCertificate({ subject, issuer, issuerOrganization, thumbprint }: Certificate, add: Add): void {
  add(thumbprint);
  if (isAzuresIssuer(issuerOrganization)) return;
  for (const name of [issuer, issuerOrganization]) add(name);
  if (!subject.includes(".")) add(subject);
}

function certificatesOf({ links, targets, host }: Evidence): Certificate[] {
  const exchanges = [
    ...links.flatMap((link) => link.exchanges),
    ...(host.metadata?.exchanges ?? []),
    ...targets.flatMap(({ access, challengeExchange }) => [
      ...access.map(({ exchange }) => exchange),
      challengeExchange,
    ]),
  ];
  const stages = targets.flatMap((target) => target.stages);
  return [...exchanges, ...stages].flatMap((one) => one?.certificate ?? []);
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
