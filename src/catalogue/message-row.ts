import type { Slug } from "./findings/index.ts";
import type { SpokenLink } from "../model/message-reading.ts";

/** What a text means, and what it then most likely is. */
export interface MessageRow {
  readonly pattern: RegExp;
  /** What has to stand in the same part of the text: where the request went, say. */
  readonly beside?: RegExp;
  /** What must not stand there. */
  readonly apart?: RegExp;
  readonly link?: SpokenLink;
  /** Likely causes, likeliest first. */
  readonly causes: readonly Slug[];
  /** What the words mean, a sentence. */
  readonly means: string;
  /** A link that the app does not use says this as well, in every text of a whole chain. */
  readonly isUsual?: true;
}
