/** First words that are no targets. */
export const COMMANDS = ["lab", "explain", "diff", "token", "findings", "services"] as const;
