import { expect, test } from "vitest";
import { readMessage } from "../../src/judge/read-message.ts";
import { messageText } from "../../src/report/message-text.ts";

const ID = "03da4b8e-5ffe-48ca-9754-aff4276f0100";
const shown = (text: string) => messageText(readMessage(text), { width: 80 });

test("nothing is known, and the ids of the text stand there all the same", () => {
  const text = shown(`odd. Trace ID: ${ID} Correlation ID: ${ID}`);
  expect(text).toContain(`correlation id ${ID}`);
  expect(text).toContain("looks at what the text does not tell");
  expect(text).not.toContain("which of the causes");
});

test("a text of which only the credential is known is not called unknown", () => {
  const text = shown("azidentity: ManagedIdentityCredential broke");
  expect(text).not.toContain("does not know this text");
  expect(text.match(/^ {2}from /gm)).toHaveLength(1);
  expect(text).toMatch(/^ {2}alone /m);
});

test("a fix that names commands shows them", () => {
  expect(shown("AADSTS7000229: The client application is missing service principal.")).toMatch(
    /tenant:\n {11}az ad sp create --id/,
  );
});
