import { describe, expect, test } from "vitest";
import { messages } from "../../src/catalogue/messages.ts";
import { readMessage } from "../../src/judge/read-message.ts";
import { MORE, SAMPLES } from "../support/message-texts.ts";

test.each(SAMPLES)("%s, %s: %s", (speaker, link, cause, text) => {
  const reading = readMessage(text);
  const [first] = reading.readings;
  expect({ speaker: reading.speaker, link: first?.link, cause: first?.causes[0]?.slug }).toEqual({
    speaker,
    link,
    cause,
  });
});

test("every row of the table has a text that it reads", () => {
  const texts = [...SAMPLES.map(([, , , text]) => text), ...MORE];
  const read = new Set(texts.flatMap((text) => readMessage(text).readings.map(({ means }) => means)));
  expect(messages.map(({ means }) => means).filter((means) => !read.has(means))).toEqual([]);
});

describe("a text of a whole chain", () => {
  const text =
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n" +
    "\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n" +
    "\tManagedIdentityCredential: App Service managed identity configuration not found in environment. No Managed Identity found for specified ClientId/ResourceId/PrincipalId.\n" +
    "\tAzureCliCredential: Azure CLI not found on path";

  test("what every chain says comes last", () => {
    const { readings, bare } = readMessage(text);
    expect(bare).toBeUndefined();
    expect(readings.map(({ link, isUsual }) => [link, isUsual])).toEqual([
      ["managed-identity", false],
      ["azure-cli", true],
      ["environment", true],
      [undefined, true],
    ]);
  });
});

test("a credential that the app makes itself is told apart from the chain", () => {
  expect(readMessage("ManagedIdentityCredential: Authentication failed. Identity not found").bare).toBe(
    "managed-identity",
  );
  expect(
    readMessage("ChainedTokenCredential ... ManagedIdentityCredential: Identity not found").bare,
  ).toBeUndefined();
});

test("ids for a ticket are kept, and nothing else of the text", () => {
  const id = "03da4b8e-5ffe-48ca-9754-aff4276f0100";
  const reading = readMessage(`lab-fake-secret AADSTS9999999: odd. Trace ID: ${id} Correlation ID: ${id}`);
  expect(reading).toMatchObject({ traceId: id, correlationId: id });
  expect(reading.readings[0]).toMatchObject({ code: 9_999_999, causes: [{ slug: "entra-refused" }] });
  expect(JSON.stringify(reading)).not.toContain("lab-fake-secret");
});

test("a text that is none says nothing", () => {
  expect(readMessage("all is well").readings).toEqual([]);
});
