import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { tokenReading } from "../../../src/cli/token-reading.ts";
import { messageEvidence } from "../../../src/collect/message-evidence.ts";
import { readMessage } from "../../../src/judge/read-message.ts";
import { jsonText } from "../../../src/report/json.ts";
import { messageText } from "../../../src/report/message-text.ts";
import { tokenText } from "../../../src/report/token-text.ts";
import { hostileText } from "../../support/hostile-texts.ts";
import { SOURCED } from "../../support/sourced-message-texts.ts";
import { IS_WHOLE } from "../count.ts";
import { LOOKS, NOW } from "./given.ts";
import { safeJson } from "./safe-json.ts";
import { tryInputs } from "./try-inputs.ts";

vi.setConfig({ testTimeout: IS_WHOLE ? 900_000 : 120_000 });

const CLAIMS = [
  ...["aud", "iss", "oid", "tid", "appid", "exp", "nbf", "iat", "idtyp", "roles", "scp", "xms_mirid"],
  ...["xms_az_rid", "groups", "__proto__", "ver", "name", "unique_name"],
];

const part = (value: unknown) => Buffer.from(safeJson(value) ?? "").toString("base64url");

const claim = fc.oneof(
  hostileText,
  fc.anything(),
  fc.constantFrom(0, -1, 1e15, 1e300, null, [], {}, "9".repeat(400)),
);
const claims = fc.dictionary(fc.oneof(fc.constantFrom(...CLAIMS), hostileText), claim);
const header = fc.constantFrom({ alg: "RS256", typ: "JWT" }, { alg: "none" });
const otherHeader = fc.oneof(fc.anything(), fc.constant({ alg: "dir", enc: "A256GCM" }));

/** Hostile in its claims only, and anywhere. */
const readable = fc.tuple(header, claims).map(([head, body]) => `${part(head)}.${part(body)}.sig`);
const jwt = fc
  .tuple(fc.oneof(header, otherHeader), fc.oneof(claims, fc.anything()), hostileText)
  .map(([head, body, tail]) => `${part(head)}.${part(body)}.${tail}`);

test("tokens", async () => {
  const whole = fc.oneof(
    readable,
    readable.map((one) => `Bearer ${one}`),
    readable.map((one) => JSON.stringify({ access_token: one, __proto__: null })),
    readable.map((one) => one.replaceAll(/(.{40})/g, "$1\n")),
  );
  const broken = fc.oneof(
    jwt,
    fc.tuple(jwt, fc.nat(300)).map(([one, at]) => one.slice(0, at)),
    fc.tuple(jwt, hostileText, fc.nat(200)).map(([one, more, at]) => one.slice(0, at) + more + one.slice(at)),
    hostileText,
    fc.anything().map((value) => safeJson({ token: value }) ?? ""),
  );
  const given = fc.tuple(fc.oneof(whole, broken), fc.constantFrom(NOW, 0, 8.64e15));
  expect(
    await tryInputs(given, { share: 600, whole: 40_000, leastRead: 0.45 }, ([text, now]) => {
      const reading = tokenReading(text, now);
      return [jsonText(reading), ...LOOKS.map((look) => tokenText(reading, look))];
    }),
  ).toBeUndefined();
});

test("error texts that were pasted", async () => {
  const real = fc.constantFrom(...SOURCED.map((one) => one.text));
  const text = fc.oneof(
    hostileText,
    fc
      .tuple(real, hostileText, fc.nat(400))
      .map(([one, more, at]) => one.slice(0, at) + more + one.slice(at)),
    fc.array(fc.oneof(real, hostileText), { maxLength: 12 }).map((all) => all.join("\n")),
    fc.tuple(real, fc.nat(400)).map(([one, at]) => one.slice(at)),
  );
  expect(
    await tryInputs(text, { share: 800, whole: 40_000, leastRead: 1 }, (one) => {
      const reading = readMessage(messageEvidence(one));
      return [jsonText(reading), ...LOOKS.map((look) => messageText(reading, look))];
    }),
  ).toBeUndefined();
});
