import type { Slug } from "./findings/index.ts";
import type { MessageIds, SpokenLink } from "../model/message-reading.ts";
import type { Fix } from "../model/report.ts";

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
  /** What to look at, or to do, where the words tell it; above all what tells several causes apart. */
  readonly fix?: (ids: MessageIds) => Fix;
  /** A link that the app does not use says this as well, in every text of a whole chain. */
  readonly isUsual?: true;
}
