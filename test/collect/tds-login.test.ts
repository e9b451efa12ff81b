import * as fc from "fast-check";
import { expect, test } from "vitest";
import { login7 } from "../../src/collect/tds-login.ts";
import { tdsMessage, tdsPackets } from "../../src/collect/tds-stream.ts";

/** MS-TDS section 4.2, "Login Request": a whole packet, as the document shows it. */
const DOCUMENTED = Buffer.from(
  [
    "10 01 00 90 00 00 01 00 88 00 00 00 02 00 09 72 00 10 00 00 00 00 00 07 00 01 00 00 00 00 00 00",
    "E0 03 00 00 00 00 00 00 09 04 00 00 5E 00 08 00 6E 00 02 00 72 00 00 00 72 00 07 00 80 00 00 00",
    "80 00 00 00 80 00 04 00 88 00 00 00 88 00 00 00 00 50 8B E2 B7 8F 88 00 00 00 88 00 00 00 88 00",
    "00 00 00 00 00 00 73 00 6B 00 6F 00 73 00 74 00 6F 00 76 00 31 00 73 00 61 00 4F 00 53 00 51 00",
    "4C 00 2D 00 33 00 32 00 4F 00 44 00 42 00 43 00",
  ]
    .join("")
    .replaceAll(" ", ""),
  "hex",
);

/** Places of the texts in the message (MS-TDS section 2.2.6.4). */
const TEXTS = {
  host: 36,
  user: 40,
  password: 44,
  app: 48,
  server: 52,
  library: 60,
  language: 64,
  database: 68,
};

function read(message: Buffer) {
  const text = (at: number) => {
    const from = message.readUInt16LE(at);
    return message.toString("utf16le", from, from + 2 * message.readUInt16LE(at + 2));
  };
  return {
    length: message.readUInt32LE(0),
    version: message.readUInt32LE(4).toString(16),
    packetSize: message.readUInt32LE(8),
    options1: message.readUInt8(24),
    options3: message.readUInt8(27),
    language: message.readUInt32LE(32),
    texts: Object.fromEntries(Object.entries(TEXTS).map(([name, at]) => [name, text(at)])),
  };
}

const NOTHING = { host: "", user: "", password: "", library: "", language: "" };
const LOGIN = {
  appName: "credprobe",
  serverName: "contoso-sql.database.windows.net",
  database: "orders",
  token: "fedauthtoken",
  echo: false,
};

test("every field stands where the document's own example has it", () => {
  const documented = tdsMessage(DOCUMENTED, 0x10)!;
  expect(read(documented)).toMatchObject({
    length: documented.length,
    packetSize: 4096,
    options1: 0xe0,
    language: 0x0409,
    texts: { host: "skostov1", user: "sa", app: "OSQL-32", library: "ODBC", database: "" },
  });
  const message = login7(LOGIN);
  expect(read(message)).toEqual({
    length: message.length,
    version: "74000004",
    packetSize: 4096,
    options1: 0xe0,
    options3: 0x18,
    language: 0x0409,
    texts: { ...NOTHING, app: "credprobe", server: LOGIN.serverName, database: "orders" },
  });
});

/** The block of go-mssqldb's own test (`TestSendLoginWithFeatureExt`), without the other extension. */
const FEDAUTH = "021d000000021800000066006500640061007500740068007400 6f006b0065006e00".replace(" ", "");

test("the token is in the extension FEDAUTH, byte for byte as Microsoft's driver for Go sends it", () => {
  const message = login7(LOGIN);
  const at = message.readUInt32LE(message.readUInt16LE(56));
  expect(message.readUInt16LE(58)).toBe(4);
  expect(message.subarray(at).toString("hex")).toBe(`${FEDAUTH}ff`);
  const echoing = login7({ ...LOGIN, echo: true });
  expect(echoing.subarray(at).toString("hex")).toBe(`${FEDAUTH.replace("021d00000002", "021d00000003")}ff`);
});

test("whatever a token or a database is, the message comes out of its packets as it went in", () => {
  const text = fc.string({ unit: "binary", maxLength: 128 });
  fc.assert(
    fc.property(text, fc.string({ minLength: 1, maxLength: 9000 }), fc.boolean(), (database, token, echo) => {
      const message = login7({ ...LOGIN, database, token, echo });
      const packets = tdsPackets(message, 0x10);
      expect(tdsMessage(packets, 0x10)).toEqual(message);
      expect(tdsMessage(packets.subarray(0, -1), 0x10)).toBeUndefined();
      expect(read(message).texts["database"]).toBe(Buffer.from(database, "utf16le").toString("utf16le"));
      const at = message.readUInt32LE(message.readUInt16LE(56));
      expect(message.toString("utf16le", at + 10, message.length - 1)).toBe(token);
    }),
    { numRuns: 100 },
  );
});
