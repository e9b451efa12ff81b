import * as fc from "fast-check";

/** What must not stand in an output: it hides, reorders or fakes what is on a screen. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Pieces that somebody may have put into a value, a file or an answer, to break whoever reads it. */
export const HOSTILE_PIECES: readonly string[] = [
  ...[
    "\0",
    "\x07",
    "\b",
    "\x1b[2J",
    "\x1b]8;;https://evil.test\x07",
    "\x1b]0;t\x1b\\",
    "\x7f",
    "\x9b31m",
    "\r",
    "\n",
  ],
  ...[
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u2028",
    "\u2029",
    "\u{e0041}",
  ],
  ...[
    "\ud800",
    "\udc00",
    "\ufffd",
    "e\u0301\u0301\u0301",
    "\u{1f468}\u200d\u{1f469}",
    "\u65e5\u672c",
    "\u0130",
  ],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"],
  ...[
    "<script>alert(1)</script>",
    '"><img src=x onerror=1>',
    "&#x202e;",
    "</details>",
    "<!--",
    "]]>",
    "${x}",
    "{{x}}",
  ],
  ...[
    "`",
    "```",
    "|",
    "](javascript:alert(1))",
    "# ",
    "- ",
    "> ",
    "~~~",
    "\\",
    "'",
    '"',
    "$(id)",
    "; id",
    "%s",
    "%00",
    "%0a",
  ],
  ...[
    "https://",
    "https://u:lab-fake@evil.test/",
    "?sig=lab-fake-signature&se=1",
    "://",
    "@",
    "#",
    "//",
    "..",
    "/",
    ":443",
  ],
  ...[
    "AADSTS700016",
    "AADSTS99999999999999999999",
    "Bearer eyJhbGciOiJub25lIn0.e30.",
    "Trace ID:",
    "403",
    "NaN",
    "1e999",
  ],
  ...[
    "-",
    "--",
    "=",
    ",",
    ";",
    " ",
    "\t",
    "null",
    "undefined",
    "true",
    "[object Object]",
    "00000000-0000-0000-0000-000000000000",
  ],
  ...["AZURE_CLIENT_ID", "contosodata.blob.core.windows.net", "/subscriptions/x/resourceGroups/y", "a", "0"],
];

/** A text of such pieces, and of anything else that can be a string. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.constantFrom(...HOSTILE_PIECES), { minLength: 1, maxLength: 8 })
    .map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "a".repeat(3000),
    "\u202e".repeat(500),
    "\u{1f468}".repeat(300),
    "a b ".repeat(400),
  ),
);

/** What a terminal is told to colour a text, and nothing else that it can be told. */
const COLOUR = new RegExp(`${String.fromCodePoint(27)}\\[\\d+(?:;\\d+)*m`, "g");

/** What is wrong with a text that a user sees; `undefined` for one that is fit to be seen. */
export function unfit(text: string): string | undefined {
  const bare = text.replaceAll(COLOUR, "").replaceAll("\n", "");
  const [found] = UNSEEN.exec(bare) ?? [];
  if (found === undefined) return undefined;
  const at = bare.indexOf(found);
  return `U+${found.codePointAt(0)?.toString(16)} in ${JSON.stringify(bare.slice(Math.max(0, at - 40), at + 20))}`;
}
