import * as z from "zod/mini";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { messageReadingSchema } from "./message-reading.ts";
import {
  ACCESS_LEVELS,
  BASES,
  CLOUDS,
  CONFIDENCES,
  EFFECTS,
  IDENTITY_KINDS,
  LEVELS,
  LINK_IDS,
  OTHER_SHELLS,
  OUTCOMES,
  ROUTES,
  SDKS,
  STAGES,
  VERDICTS,
} from "./words.ts";

const timestamp = z.iso.datetime();
const milliseconds = z.number().check(z.nonnegative());
const headers = z.record(z.string(), z.string());

/** Where in its life a request ended without an answer. */
export const failureSchema = z.object({
  /** Socket, DNS or TLS error code (`ECONNREFUSED`, `ENOTFOUND`, ...), or `DEADLINE`. */
  code: z.string(),
  stage: z.enum(["dns", "tcp", "tls", "response"]),
});

/** The certificate that the other end of a TLS connection showed, trusted or not. */
export const certificateSchema = z.object({
  /** Common name of whom it was issued to, and of who issued it; the organization where there is none. */
  subject: z.string(),
  issuer: z.string(),
  issuerOrganization: z.optional(z.string()),
  validFrom: z.optional(timestamp),
  validTo: z.optional(timestamp),
  /** SHA-1, in upper-case hexadecimal digits, as platforms name certificates. */
  thumbprint: z.string(),
});

/**
 * One HTTP request and its answer; never token text, `Authorization`, identity headers or form bodies. `AMQP` as method
 * stands for a whole conversation: `status` is what the `$cbs` node answered to the token, if it refused it or if all
 * went well, `errorBody` is the reason of a refusal, the headers tell of the link.
 */
export const exchangeSchema = z.object({
  method: z.string(),
  url: z.string(),
  startedAt: timestamp,
  /** Proxy the request went through, `host:port`. */
  via: z.optional(z.string()),
  status: z.optional(z.int()),
  durationMs: milliseconds,
  /** Addresses that did not let the connection in while Node waited for them, before it went on to the next one. */
  passedAddresses: z.optional(z.array(z.object({ address: z.string(), code: z.string() }))),
  failure: z.optional(failureSchema),
  certificate: z.optional(certificateSchema),
  requestHeaders: headers,
  responseHeaders: headers,
  /** Kept for answers of 400 and above, and for answers that are not what the endpoint speaks; at most 2 KB. */
  errorBody: z.optional(z.string()),
});

const entraErrorSchema = z.object({
  /** Number behind `AADSTS`. */
  code: z.int(),
  correlationId: z.optional(z.string()),
  traceId: z.optional(z.string()),
  timestamp: z.optional(z.string()),
});

export const attemptErrorSchema = z.object({
  name: z.string(),
  code: z.optional(z.string()),
  status: z.optional(z.int()),
  entra: z.optional(z.array(entraErrorSchema)),
  /** The server's own words, from its error document. */
  description: z.optional(z.string()),
  text: z.string(),
});

/** What a link looks at before it is tried. */
/** What a federated credential has to hold of a federated token. */
const federatedTokenSchema = z.object({ issuer: z.string(), subject: z.string(), audience: z.string() });
export type FederatedToken = z.infer<typeof federatedTokenSchema>;

const inputSchema = z.object({
  name: z.string(),
  from: z.enum(["option", "environment", "file", "machine"]),
  state: z.enum(["set", "empty", "unset"]),
  /** Never of a secret. */
  value: z.optional(z.string()),
  /** What is wrong with it, in a word: `missing`, `no-key`, `not-pem`, ... */
  problem: z.optional(z.string()),
  /** What is odd about it, in a word: `expired`, `key-mismatch`, ... */
  note: z.optional(z.string()),
  /** Of the file of a federated token. */
  federated: z.optional(federatedTokenSchema),
});

const claimValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const tokenEvidenceSchema = z.object({
  scope: z.string(),
  outcome: z.enum(OUTCOMES),
  audience: z.optional(z.string()),
  issuer: z.optional(z.string()),
  tenantId: z.optional(z.string()),
  issuedAt: z.optional(timestamp),
  expiresAt: z.optional(timestamp),
  version: z.optional(z.string()),
  /** Allow-listed claims only. */
  claims: z.record(z.string(), claimValue),
  /** The SDK took the token's end for now: it could not read what the endpoint wrote (chain.md section 3.3). */
  expiryUnread: z.optional(z.boolean()),
  /** The token is no JWT that can be decoded: nothing is known of whom it speaks for. */
  opaque: z.optional(z.boolean()),
  error: z.optional(attemptErrorSchema),
});

const identitySchema = z.object({
  kind: z.enum(IDENTITY_KINDS),
  objectId: z.optional(z.string()),
  clientId: z.optional(z.string()),
  /** ARM id of the managed identity, or of the resource it belongs to. */
  resourceId: z.optional(z.string()),
  why: z.string(),
});

const linkFields = {
  id: z.enum(LINK_IDS),
  title: z.string(),
  outcome: z.enum(OUTCOMES),
  /** What happened, in one sentence. */
  reason: z.string(),
  inputs: z.array(inputSchema),
  /** Managed-identity source that was asked, as `@azure/msal-node` names it. */
  source: z.optional(z.string()),
  durationMs: milliseconds,
  exchanges: z.array(exchangeSchema),
  error: z.optional(attemptErrorSchema),
};

const withoutProxySchema = z.object({
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  objectId: z.optional(z.string()),
  token: z.optional(tokenEvidenceSchema),
});

export const linkEvidenceSchema = z.object({
  ...linkFields,
  /** The same attempt without the proxy variables, as SDKs make it that do not read them. */
  withoutProxy: z.optional(withoutProxySchema),
  tokens: z.array(tokenEvidenceSchema),
});

const tokenSchema = z.extend(tokenEvidenceSchema, { identity: z.optional(identitySchema) });

const linkSchema = z.object({
  ...linkFields,
  withoutProxy: z.optional(z.extend(withoutProxySchema, { token: z.optional(tokenSchema) })),
  tokens: z.array(tokenSchema),
});

export const stageSchema = z.object({
  stage: z.enum(STAGES),
  outcome: z.enum(["ok", "failed", "skipped"]),
  detail: z.string(),
  /** Error code of a failed stage. */
  code: z.optional(z.string()),
  certificate: z.optional(certificateSchema),
  durationMs: milliseconds,
});

const roleSchema = z.object({ name: z.string(), id: z.string() });

export const accessEvidenceSchema = z.object({
  link: z.enum(LINK_IDS),
  level: z.enum(ACCESS_LEVELS),
  /** Name of the data action that was asked for. */
  action: z.string(),
  /** What part of the resource was asked, and the ARM scope below the resource that it stands for. */
  testedScope: z.object({
    kind: z.string(),
    name: z.string(),
    /** What was named in that part, such as the path of a blob; behind a slash at its end a random name was asked for. */
    item: z.optional(z.string()),
    armSuffix: z.optional(z.string()),
    /** True when the user named this part; a refusal of an unnamed part says nothing of named ones. */
    named: z.boolean(),
  }),
  exchange: z.optional(exchangeSchema),
  status: z.optional(z.int()),
  errorCode: z.optional(z.string()),
  requestId: z.optional(z.string()),
  /** Roles that would allow it, least privileged first. */
  roles: z.array(roleSchema),
  /** What the probe looked for in a successful answer, and found. */
  seen: z.optional(z.array(z.string())),
  /** Actions that the service's own token grants, where it writes them down (container registries). */
  granted: z.optional(z.array(z.string())),
  /** Why nothing was sent, when nothing was. */
  notSent: z.optional(z.string()),
});

const permissionSchema = z.object({
  actions: z.array(z.string()),
  notActions: z.array(z.string()),
  dataActions: z.array(z.string()),
  notDataActions: z.array(z.string()),
  condition: z.optional(z.string()),
});

/** What Azure Resource Manager says to one link's identity about a resource and who may do what there. */
export const armEvidenceSchema = z.object({
  link: z.enum(LINK_IDS),
  /** ARM id of the resource, and how it was learnt. */
  resourceId: z.optional(z.string()),
  learntFrom: z.optional(z.enum(["refusal", "arm", "target"])),
  /** ARM id that the answers are about: the resource's, or that of a part of it; absent in older reports. */
  scope: z.optional(z.string()),
  /** The questions, in the order in which they were asked; one that was refused says nothing of the resource. */
  questions: z.array(
    z.object({
      what: z.enum(["find-resource", "permissions", "role-assignments", "deny-assignments"]),
      exchange: z.optional(exchangeSchema),
      status: z.optional(z.int()),
      errorCode: z.optional(z.string()),
    }),
  ),
  /** What the caller holds at the resource; denials are not in it. */
  permissions: z.optional(z.array(permissionSchema)),
  roleAssignments: z.optional(
    z.array(
      z.object({
        scope: z.string(),
        principalId: z.string(),
        principalType: z.optional(z.string()),
        /** GUID of the role definition. */
        roleId: z.string(),
        condition: z.optional(z.string()),
      }),
    ),
  ),
  denyAssignments: z.optional(
    z.array(z.object({ name: z.string(), scope: z.string(), permissions: z.array(permissionSchema) })),
  ),
});

const accessSchema = z.extend(accessEvidenceSchema, {
  verdict: z.enum(VERDICTS),
  confidence: z.enum(CONFIDENCES),
});

const targetFields = {
  url: z.string(),
  service: z.string(),
  /** Name of the resource, the left-most label of the host. */
  resource: z.string(),
  cloud: z.enum(CLOUDS),
  scope: z.string(),
  stages: z.array(stageSchema),
  addresses: z.optional(z.array(z.string())),
  /** Names that the host's leads to, one after the other (CNAME); absent where the name server could not be asked. */
  aliases: z.optional(z.array(z.string())),
  tenantFromChallenge: z.optional(z.string()),
  challengeExchange: z.optional(exchangeSchema),
  /** The part that was asked for by `--resource`, or by what named the target. */
  part: z.optional(z.string()),
  /** Where it was named, when not on the command line. */
  from: z.optional(z.enum(["file", "discovery"])),
  /** The app setting that names it, and the identity that its connection names for itself. */
  discovered: z.optional(
    z.object({
      setting: z.string(),
      credential: z.optional(z.string()),
      clientId: z.optional(z.string()),
      resourceId: z.optional(z.string()),
      /** A reference that the platform resolves for the app, with the identity of the app's site. */
      reference: z.optional(z.boolean()),
      /** It may be one of several services, each of which is a target of its own. */
      alternative: z.optional(z.boolean()),
    }),
  ),
  arm: z.optional(z.array(armEvidenceSchema)),
};

export const targetEvidenceSchema = z.object({
  ...targetFields,
  access: z.array(accessEvidenceSchema),
});

const targetSchema = z.object({
  ...targetFields,
  route: z.optional(z.enum(ROUTES)),
  /** Of a target that a setting names: the link whose identity its connection uses; null when none gives it. */
  connectionLink: z.optional(z.nullable(z.enum(LINK_IDS))),
  /** Its setting means another service, as the answers tell: what is said of the app does not rest on it. */
  passedOver: z.optional(z.boolean()),
  access: z.array(accessSchema),
});

const hostSchema = z.object({
  kind: z.string(),
  evidence: z.array(z.object({ what: z.string(), value: z.string() })),
  region: z.optional(z.string()),
  resourceId: z.optional(z.string()),
  instanceId: z.optional(z.string()),
  console: z.object({ kind: z.string(), isTTY: z.boolean() }),
  process: z.object({
    uid: z.optional(z.int()),
    gid: z.optional(z.int()),
    groups: z.optional(z.array(z.int())),
    /** The process whose environment, files and user were taken on (`--env-from`). */
    asApp: z.optional(
      z.object({
        pid: z.int(),
        command: z.string(),
        uid: z.int(),
        gid: z.int(),
        /** How it was found, in words. */
        how: z.string(),
        /** Whether the attempts ran with its user and groups, too. */
        switchedUser: z.boolean(),
        /** It has a network of its own (a container): what answers here is not what answers there. */
        ownNetwork: z.optional(z.boolean()),
      }),
    ),
  }),
  /** Processes that have identity variables which this environment lacks; names only. */
  elsewhere: z.optional(
    z.array(z.object({ pid: z.int(), command: z.string(), uid: z.int(), variables: z.array(z.string()) })),
  ),
  /** Proxy variables by name; user and password are cut out. */
  proxy: z.record(z.string(), z.string()),
  clock: z.object({
    /** This machine's clock minus the clock of `source`, in whole seconds. */
    skewSeconds: z.optional(z.int()),
    source: z.optional(z.string()),
  }),
  /** Program of the Arc agent, where it is readable: SDKs take the machine for an Arc machine then. */
  arcAgent: z.optional(z.string()),
  /** The one short look at the managed identity's endpoint that all managed-identity links share. */
  metadata: z.optional(
    z.object({
      /** Source whose endpoint it is. */
      source: z.optional(z.string()),
      state: z.enum(["answers", "silent", "refused", "stranger", "unknown"]),
      detail: z.string(),
      exchanges: z.array(exchangeSchema),
    }),
  ),
});

const variableSchema = z.object({
  name: z.string(),
  state: z.enum(["set", "empty", "unset"]),
  secret: z.boolean(),
  /** Never of a secret. */
  value: z.optional(z.string()),
  /** What is odd about the value: `quoted`, `padded`, `guid`, ... */
  shape: z.array(z.string()),
  from: z.enum(["process", "pid", "file"]),
  usedBy: z.array(z.enum(LINK_IDS)),
});

/** What a run was asked for. */
export const optionsSchema = z.object({
  sdk: z.optional(z.enum(SDKS)),
  exclude: z.array(z.enum(LINK_IDS)),
  only: z.array(z.enum(LINK_IDS)),
  skip: z.array(z.enum(LINK_IDS)),
  allLinks: z.boolean(),
  access: z.array(z.enum(ACCESS_LEVELS)),
  managedIdentityClientId: z.optional(z.string()),
  managedIdentityResourceId: z.optional(z.string()),
  managedIdentityObjectId: z.optional(z.string()),
  workloadIdentityClientId: z.optional(z.string()),
  tenantId: z.optional(z.string()),
  /** `app`, `pid:N` or the name of a file. */
  envFrom: z.optional(z.string()),
  scope: z.optional(z.string()),
  resource: z.optional(z.string()),
  service: z.optional(z.string()),
  discover: z.optional(z.boolean()),
  confirm: z.boolean(),
  timeoutSeconds: z.number(),
  deadlineSeconds: z.number(),
  waitSeconds: z.optional(z.number()),
  /** Who the app should be. */
  expectClientId: z.optional(z.string()),
  expectObjectId: z.optional(z.string()),
});

const invocationSchema = z.object({
  targets: z.array(z.string()),
  options: optionsSchema,
  /** How the program was started, where it is not called `credprobe`: so begin the commands that run it again. */
  program: z.optional(z.string()),
  /** What was cut off a target before anything else saw it. */
  cut: z.array(z.object({ target: z.string(), what: z.enum(["query", "sas", "fragment"]) })),
  /** Settings that name a place which cannot be asked, and why. */
  undiscovered: z.optional(z.array(z.object({ setting: z.string(), why: z.string() }))),
});

/** What the real `DefaultAzureCredential` did, when `--confirm` asked for it. */
const confirmationSchema = z.object({
  outcome: z.enum(["succeeded", "failed", "timed-out", "crashed", "skipped"]),
  /** Why it was skipped. */
  reason: z.optional(z.string()),
  /** Class that gave the token, from the SDK's own log. */
  credential: z.optional(z.string()),
  objectId: z.optional(z.string()),
  error: z.optional(attemptErrorSchema),
  durationMs: milliseconds,
});

const evidenceFields = {
  schemaVersion: z.literal(SCHEMA_VERSION),
  tool: z.object({
    name: z.literal("credprobe"),
    version: z.string(),
    sdk: z.object({ identity: z.string(), msal: z.string(), logger: z.string() }),
    node: z.string(),
    platform: z.string(),
  }),
  startedAt: timestamp,
  finishedAt: timestamp,
  /** False when the run was cut short: by a signal, or by the overall deadline. */
  complete: z.boolean(),
  interruptedBy: z.optional(z.enum(["SIGINT", "SIGTERM", "SIGHUP", "deadline"])),
  /** The step that was waited for then. */
  interruptedAt: z.optional(z.string()),
  /** How often, and how long, was asked again for what can change (`--wait`), and how that ended. */
  waited: z.optional(
    z.object({
      seconds: z.number(),
      rounds: z.number(),
      end: z.enum(["allowed", "cannot-help", "ran-out"]),
      why: z.optional(z.string()),
      /** The finding that `why` is the title of. */
      slug: z.optional(z.string()),
    }),
  ),
  lab: z.optional(z.object({ scenario: z.string() })),
  /** Names, ids and addresses are pseudonyms (--anonymize). */
  anonymized: z.optional(z.boolean()),
  invocation: invocationSchema,
  host: hostSchema,
  environment: z.array(variableSchema),
  confirmation: z.optional(confirmationSchema),
  /** The error that the app itself shows, or what tells of it in a longer log; of several lines. */
  message: z.optional(z.string()),
  sdkLog: z.optional(z.array(z.string())),
};

/** For documents that are read once: zod compiles a reader for the next ones otherwise, which takes longer than to read. */
export const READ_ONCE = { jitless: true } as const;

/** What collecting stores: everything in a report that judging does not recompute. */
export const evidenceSchema = z.object({
  ...evidenceFields,
  links: z.array(linkEvidenceSchema),
  targets: z.array(targetEvidenceSchema),
});

const stepSchema = z.object({
  link: z.enum(LINK_IDS),
  effect: z.enum(EFFECTS),
  basis: z.enum(BASES),
  why: z.string(),
});

const chainSchema = z.object({
  sdk: z.enum(SDKS),
  credential: z.enum(["DefaultAzureCredential", "ManagedIdentityCredential"]),
  /** Version of the SDK whose behaviour is modelled. */
  version: z.string(),
  state: z.enum(["won", "none", "unknown"]),
  winner: z.optional(z.enum(LINK_IDS)),
  stopsAt: z.optional(z.enum(LINK_IDS)),
  /** Where this SDK would ask for a managed identity, and why there. */
  source: z.optional(
    z.object({
      name: z.string(),
      why: z.string(),
      /** What it makes of ids: `any`, `client-id` alone, or `none`. */
      ids: z.enum(["any", "client-id", "none"]),
    }),
  ),
  /** An option was given that this SDK's credential does not have: it is not the app's SDK. */
  inapplicable: z.optional(z.string()),
  /** The constructor of the whole credential throws. */
  invalid: z.optional(z.boolean()),
  steps: z.array(stepSchema),
  /** Links that work alone, are never reached, and would give another identity. */
  shadowed: z.array(z.enum(LINK_IDS)),
});

const winnerSchema = z.object({
  state: z.enum(["won", "none", "unknown", "split"]),
  link: z.nullable(z.enum(LINK_IDS)),
  sdk: z.optional(z.enum(SDKS)),
  confirmed: z.optional(z.boolean()),
});

const fixSchema = z.object({
  what: z.string(),
  commands: z.array(z.string()),
  /** Whose commands they are; a POSIX shell's where it is absent. */
  shell: z.optional(z.enum(OTHER_SHELLS)),
});

const findingSchema = z.object({
  slug: z.string(),
  level: z.enum(LEVELS),
  title: z.string(),
  cause: z.string(),
  /** JSON pointers into the report. */
  evidence: z.array(z.string()),
  fixes: z.array(fixSchema),
  /** Path of the help page, below `docs/`. */
  help: z.string(),
});

const verdictSchema = z.object({
  exitCode: z.int(),
  headline: z.string(),
  detail: z.string(),
});

/** Something that was seen to work: nobody needs to fix it. */
const workingSchema = z.object({
  /** A sentence, without its full stop. */
  what: z.string(),
  /** JSON pointers into the report. */
  evidence: z.array(z.string()),
});

/** What the seal took out, and where. */
const redactionSchema = z.object({ where: z.string(), kind: z.string() });

/** The whole report: evidence, judgement, and the list of what was taken out. */
export const reportSchema = z.object({
  ...evidenceFields,
  links: z.array(linkSchema),
  targets: z.array(targetSchema),
  chains: z.array(chainSchema),
  winner: winnerSchema,
  /** What the app's own error text says; only where one was given. */
  messageReading: z.optional(messageReadingSchema),
  /** Absent in reports of older versions. */
  works: z.optional(z.array(workingSchema)),
  findings: z.array(findingSchema),
  verdict: verdictSchema,
  redactions: z.array(redactionSchema),
});

export type Evidence = z.infer<typeof evidenceSchema>;
export type Report = z.infer<typeof reportSchema>;
export type Exchange = z.infer<typeof exchangeSchema>;
export type Certificate = z.infer<typeof certificateSchema>;
export type AttemptError = z.infer<typeof attemptErrorSchema>;
export type EntraError = z.infer<typeof entraErrorSchema>;
export type LinkInput = z.infer<typeof inputSchema>;
export type LinkEvidence = z.infer<typeof linkEvidenceSchema>;
export type Link = z.infer<typeof linkSchema>;
export type TokenEvidence = z.infer<typeof tokenEvidenceSchema>;
export type Token = Link["tokens"][number];
export type Identity = z.infer<typeof identitySchema>;
export type StageResult = z.infer<typeof stageSchema>;
export type AccessEvidence = z.infer<typeof accessEvidenceSchema>;
export type ArmEvidence = z.infer<typeof armEvidenceSchema>;
export type Access = z.infer<typeof accessSchema>;
export type TargetEvidence = z.infer<typeof targetEvidenceSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Host = z.infer<typeof hostSchema>;
export type Variable = z.infer<typeof variableSchema>;
export type Invocation = z.infer<typeof invocationSchema>;
export type Confirmation = z.infer<typeof confirmationSchema>;
export type Chain = z.infer<typeof chainSchema>;
export type ChainStep = z.infer<typeof stepSchema>;
export type Winner = z.infer<typeof winnerSchema>;
export type Working = z.infer<typeof workingSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Fix = z.infer<typeof fixSchema>;
export type Redaction = z.infer<typeof redactionSchema>;
export type ReportVerdict = z.infer<typeof verdictSchema>;
