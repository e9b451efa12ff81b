import * as z from "zod/mini";
import { LINK_IDS, SDKS, type LinkId, type Sdk } from "./words.ts";

/** The link that a text speaks of; one that names a managed identity does not tell which of the three. */
export type SpokenLink = Exclude<LinkId, `managed-identity-${string}`> | "managed-identity";

const SPOKEN_LINKS = [
  "managed-identity",
  ...LINK_IDS.filter((id): id is Exclude<SpokenLink, "managed-identity"> => !id.startsWith("managed-")),
] as const;

/** Who wrote an error text: an SDK, or the Azure CLI. */
const SPEAKERS = [...SDKS, "az"] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** Something that an error text says, and what it then likely is. */
const readingSchema = z.object({
  link: z.optional(z.enum(SPOKEN_LINKS)),
  /** Number of Entra. */
  code: z.optional(z.int()),
  means: z.string(),
  /** Findings, likeliest first. */
  causes: z.array(z.object({ slug: z.string(), title: z.string() })),
  fix: z.optional(z.string()),
  /** For `fix`; what the text does not tell stands in angle brackets. */
  commands: z.optional(z.array(z.string())),
  /** Said by links that the app does not use, too. */
  isUsual: z.boolean(),
});

/** What can be told from an error text alone; none of the text itself is in it but the ids. */
export const messageReadingSchema = z.object({
  speaker: z.optional(z.enum(SPEAKERS)),
  /** Release of an SDK that the text names. */
  release: z.optional(z.object({ sdk: z.enum(SDKS), version: z.string() })),
  /** A credential that the app makes itself, in place of a chain. */
  bare: z.optional(z.enum(SPOKEN_LINKS)),
  /** Whom the text says that it is about, and in which tenant. */
  ids: z.object({
    client: z.array(z.string()),
    object: z.array(z.string()),
    tenant: z.array(z.string()),
  }),
  /** The telling ones first, in the order of the table. */
  readings: z.array(readingSchema),
  correlationId: z.optional(z.string()),
  traceId: z.optional(z.string()),
  timestamp: z.optional(z.string()),
});

export type Reading = z.infer<typeof readingSchema>;
export type MessageReading = z.infer<typeof messageReadingSchema>;
export type MessageIds = MessageReading["ids"];
export type SpokenRelease = { readonly sdk: Sdk; readonly version: string };
