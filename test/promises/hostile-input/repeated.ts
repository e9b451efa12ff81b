/** What expressions stumble over, besides what is hostile on a screen. */
export const REPEATED: readonly string[] = [
  ...["= ", "a:b ", '"x":', "--- ", "eyJ.", "eyJ", "\nAADSTS1", "https://a ", "<a>", "&amp;", "'\\''"],
  ...["a.b-c.", "[1]", '{"a":', "(((", ")))", "a ", " \n", "\r\n", " #", "\\u", "pwd=a b;", "password="],
  ...["0.", "1,", "-a", "_", "\n\n"],
];

/** Ends a line for an expression, and not for who splits lines: whatever looks for the end of one goes on to here. */
export const END = "\u2028";
