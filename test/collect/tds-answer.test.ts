import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTdsAnswer } from "../../src/collect/tds-answer.ts";
import { tdsMessage } from "../../src/collect/tds-stream.ts";

const utf16 = (text: string) => Buffer.from(text, "utf16le").toString("hex");
const bytes = (...hex: readonly string[]) => Buffer.from(hex.join("").replaceAll(" ", ""), "hex");

/** Tokens as MS-TDS section 2.2.7 writes them down. */
const DONE = "fd 0000 0000 0000000000000000";
const LOGINACK = `ad 1600 01 74000004 06${utf16("Server")} 0c000800`;
const INFO = `ab 1800 45160000 02 00 0500${utf16("hello")} 00 00 01000000`;
const DATABASE = `e3 0d00 01 03${utf16("abc")} 02${utf16("xy")}`;
const TOKEN_TAKEN = "ae 02 00000000 0a 01000000 01 ff";
const ROUTING = `e3 1600 14 1100 00 fb2a 0600${utf16("node.x")} 0000`;
const ERROR = `aa 1c00 18480000 01 0e 0700${utf16("refused")} 00 00 01000000`;

describe("the tokens of an answer", () => {
  test("a login that is taken", () => {
    expect(readTdsAnswer(bytes(DATABASE, INFO, LOGINACK, TOKEN_TAKEN, DONE))).toEqual({
      acknowledged: true,
      tokenAcknowledged: true,
      errors: [],
    });
  });

  test("one whose token nobody took note of", () => {
    const answer = readTdsAnswer(bytes(LOGINACK, "ae 0a 01000000 01 ff", DONE));
    expect(answer).toEqual({ acknowledged: true, tokenAcknowledged: false, errors: [] });
  });

  test("one that is sent on to another server", () => {
    expect(readTdsAnswer(bytes(LOGINACK, ROUTING, DONE)).routedTo).toBe("node.x:11003");
  });

  test("one that is refused, with every error in its order", () => {
    expect(readTdsAnswer(bytes(INFO, ERROR.replace("18480000", "dc0f0000"), ERROR, DONE)).errors).toEqual([
      { number: 4060, state: 1, message: "refused" },
      { number: 18456, state: 1, message: "refused" },
    ]);
  });
});

describe("answers of a hostile server", () => {
  /** What is thrown, and nothing else may be. */
  const codeOf = (read: () => unknown): string | undefined => {
    try {
      read();
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  };

  test.each([
    ["a length beyond the end", "aa ffff 18480000"],
    ["a text beyond its token", `aa 1000 18480000 01 0e ffff${utf16("x")}`],
    ["extensions without an end", "ae 02 00000000 0a 01000000 01"],
    ["an extension of four thousand million bytes", "ae 02 ffffffff 00"],
    ["a token that no login is answered by", "81 0000"],
    ["another way than TCP to another server", `e3 1600 14 1100 01 fb2a 0600${utf16("node.x")} 0000`],
  ])("%s is no answer", (_, hex) => {
    expect(codeOf(() => readTdsAnswer(bytes(hex)))).toBe("PROTOCOL");
  });

  const answer = bytes(DATABASE, INFO, LOGINACK, TOKEN_TAKEN, ROUTING, ERROR, DONE);

  test("cut off, or with bytes of another value: read, or refused, and never anything else", () => {
    const change = fc.record({
      at: fc.nat({ max: answer.length - 1 }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat({ max: answer.length }), (changes, end) => {
        const changed = Buffer.from(answer.subarray(0, end));
        for (const { at, value } of changes) if (at < end) changed[at] = value;
        expect([undefined, "PROTOCOL"]).toContain(codeOf(() => readTdsAnswer(changed)));
      }),
      { numRuns: 2000 },
    );
  });

  test("any bytes at all: as tokens, and as packets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (random) => {
        expect([undefined, "PROTOCOL"]).toContain(codeOf(() => readTdsAnswer(Buffer.from(random))));
        expect([undefined, "PROTOCOL"]).toContain(codeOf(() => tdsMessage(Buffer.from(random), 4)));
      }),
      { numRuns: 2000 },
    );
  });

  test("packets that never end are given up after 64 KB", () => {
    const packet = Buffer.alloc(32 * 1024);
    packet.set([4, 0, 0x80, 0]);
    expect(tdsMessage(packet, 4)).toBeUndefined();
    expect(codeOf(() => tdsMessage(Buffer.concat([packet, packet, packet]), 4))).toBe("PROTOCOL");
  });
});
