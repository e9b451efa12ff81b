import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenReading } from "../../src/cli/token-reading.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { tokenText } from "../../src/report/token-text.ts";
import { runCli } from "../support/run-cli.ts";

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const SIGNATURE = "lab-fake-signature-of-a-token-0123456789";
const jwt = (claims: unknown, header: unknown = { alg: "RS256", typ: "JWT" }) =>
  `${encoded(header)}.${encoded(claims)}.${SIGNATURE}`;

const NOW = Date.parse("2026-11-01T08:00:00Z");
const SECONDS = NOW / 1000;
const OBJECT_ID = "07336777-83dc-4046-a73e-677d4bb02754";
const CLAIMS = {
  aud: "https://vault.azure.net",
  iss: "https://sts.windows.net/095065b7-7caf-4300-b44e-96850fe8f9b2/",
  tid: "095065b7-7caf-4300-b44e-96850fe8f9b2",
  oid: OBJECT_ID,
  appid: "3d2ec8ad-6538-4bb5-99bd-b34b36c413c3",
  appidacr: "1",
  ver: "1.0",
  iat: SECONDS - 60,
  nbf: SECONDS - 60,
  exp: SECONDS + 3600,
  name: "Avery of Contoso",
};
const TOKEN = jwt(CLAIMS);

/** A line's words; lines are broken where the page ends. */
const plain = (text: string) => text.replaceAll(/\s+/g, " ");

describe("the command", () => {
  test("whose it is, for what, until when; nothing of its text", async () => {
    const { code, stdout, stderr } = await runCli(["token"], { input: TOKEN });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(plain(stdout)).toMatch(/^TOKEN The service principal of the app 3d2ec8ad/);
    expect(plain(stdout)).toContain("for Key Vault");
    for (const part of [...TOKEN.split("."), "Avery"]) expect(stdout).not.toContain(part);
  });

  test("as JSON", async () => {
    const { code, stdout } = await runCli(["token", "-o", "json"], { input: TOKEN });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      form: "jwt",
      identity: { kind: "service-principal", objectId: OBJECT_ID },
      services: ["Key Vault"],
      otherClaims: 1,
    });
  });

  test.each<[string, string[], string]>([
    ["an argument", ["token", TOKEN], ""],
    ["an argument that looks like an option", ["token", `--${TOKEN}`], ""],
    ["a short word", ["token", "eyJ"], TOKEN],
    ["nothing", ["token"], " \n"],
    ["a sentence", ["token"], `no token here, but ${TOKEN}`],
    ["half a token", ["token"], TOKEN.slice(0, 60)],
    ["JSON without one", ["token"], JSON.stringify({ error: "invalid_client" })],
  ])("%s is one line, exit 2, and is not repeated", async (_, args, input) => {
    const { code, stdout, stderr } = await runCli(args, { input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/^credprobe: /);
    expect(stderr).not.toContain("eyJ");
  });
});

describe("a token is found", () => {
  test.each([
    ["behind Bearer", `Bearer ${TOKEN}`],
    ["in a header", `Authorization: bearer ${TOKEN}\r\n`],
    ["in quotes", `  "${TOKEN}"\n`],
    ["broken into lines", TOKEN.replaceAll(/.{60}/g, "$&\r\n")],
    ["in an OAuth answer", JSON.stringify({ token_type: "Bearer", access_token: TOKEN })],
    [
      "in the answer of az",
      JSON.stringify({ accessToken: TOKEN, expiresOn: "2026-11-01 09:00:00" }, null, 2),
    ],
    ["in that of Get-AzAccessToken", JSON.stringify({ Token: TOKEN })],
    ["as a JSON string", JSON.stringify(TOKEN)],
  ])("%s", (_, text) => {
    expect(tokenReading(text, NOW)).toMatchObject({ form: "jwt", identity: { objectId: OBJECT_ID } });
  });
});

test.each([
  ["encrypted", `${encoded({ alg: "dir", enc: "A256GCM" })}..aXY.Y2lwaGVy.dGFn`],
  ["opaque", "lab0fake0refresh0token0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
])("%s tokens are said to be that", (form, text) => {
  const reading = tokenReading(text, NOW);
  expect(reading.form).toBe(form);
  expect(tokenText(reading, {})).not.toContain(text);
});

test.each([
  [{ exp: SECONDS + 3600 }, "valid", "valid for another 60 minutes"],
  [{ exp: SECONDS - 7300 }, "expired", "expired 2 hours ago"],
  [{ nbf: SECONDS + 600 }, "not-yet", "not valid yet"],
  [{ exp: undefined }, "unknown", "does not tell its end"],
  [{ exp: 1e300 }, "unknown", "does not tell its end"],
])("%j is %s", (claims, state, words) => {
  const reading = tokenReading(jwt({ ...CLAIMS, ...claims }), NOW);
  expect(reading).toMatchObject({ times: { state } });
  expect(plain(tokenText(reading, {}))).toContain(words);
});

test.each([
  ["https://storage.azure.com/", "Blob storage"],
  ["HTTPS://Vault.Azure.Net", "Key Vault"],
  ["797f4846-ba00-4fd7-ba43-dac1f8f63013", "Azure Resource Manager"],
  ["https://management.core.windows.net/", "Azure Resource Manager"],
  ["https://graph.microsoft.com", "Microsoft Graph"],
  ["https://contosodata.blob.core.windows.net", "Blob storage"],
])("the audience %s is that of %s", (aud, title) => {
  const reading = tokenReading(jwt({ ...CLAIMS, aud }), NOW);
  expect(reading.form === "jwt" && reading.services).toContain(title);
});

test("an audience of something else is not guessed", () => {
  expect(tokenReading(jwt({ aud: "api://toString" }), NOW)).toMatchObject({ services: [] });
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\x1b[31m",
    "\u202e\u2066",
    "a\nVERDICT  fine",
    "\ud800",
    "x".repeat(100_000),
    TOKEN,
    SIGNATURE,
  ),
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(fc.string({ unit: "binary" }), { maxLength: 100 }),
);
const NAMES = [
  "aud",
  "iss",
  "tid",
  "oid",
  "sub",
  "appid",
  "xms_mirid",
  "roles",
  "ver",
  "exp",
  "nbf",
  "__proto__",
];

test("whatever its claims hold, a page of plain text comes of it, without the token", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...NAMES), hostile), (claims) => {
      const token = jwt(claims);
      const reading = tokenReading(token, NOW);
      const text = tokenText(reading, { width: 80 });
      expect(text).toMatch(/^[\n\x20-\x7e]*$/);
      expect(text.length).toBeLessThan(60_000);
      expect(text.match(/^VERDICT/m)).toBeNull();
      for (const shown of [text, JSON.stringify(reading)]) {
        expect(shown).not.toContain(SIGNATURE);
        expect(shown).not.toContain(token);
      }
    }),
  );
});

test("any text ends in a reading, or in one line that does not repeat it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
      try {
        expect(tokenReading(text, NOW).form).toMatch(/^(?:jwt|opaque|encrypted)$/);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).toMatch(/^standard input holds no token/);
      }
    }),
  );
});

test("deep nesting is no more than damage", () => {
  const deep = `${encoded({ alg: "none" })}.${Buffer.from("[".repeat(200_000)).toString("base64url")}.`;
  expect(() => tokenReading(deep, NOW)).toThrow(UsageError);
  expect(() => tokenReading("[".repeat(200_000), NOW)).toThrow(UsageError);
});
