import type { TicketIds } from "./ticket-ids.ts";
import type { LinkId, Sdk } from "./words.ts";

/** Who wrote an error text: an SDK, or the Azure CLI. */
export type Speaker = Sdk | "az";

/** The link that a text speaks of; one that names a managed identity does not tell which of the three. */
export type SpokenLink = Exclude<LinkId, `managed-identity-${string}`> | "managed-identity";

/** Something that an error text says, and what it then likely is. */
export interface Reading {
  readonly link?: SpokenLink;
  /** Number of Entra. */
  readonly code?: number;
  readonly means: string;
  /** Findings, likeliest first. */
  readonly causes: readonly { readonly slug: string; readonly title: string }[];
  readonly fix?: string;
  /** Said by links that the app does not use, too. */
  readonly isUsual: boolean;
}

/** What can be told from an error text alone; none of the text itself is in it but the ids. */
export interface MessageReading extends TicketIds {
  readonly speaker?: Speaker;
  /** A credential that the app makes itself, in place of a chain. */
  readonly bare?: SpokenLink;
  /** The telling ones first, in the order of the table. */
  readonly readings: readonly Reading[];
}
