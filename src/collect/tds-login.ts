/** MS-TDS section 2.2.6.4: the message LOGIN7, for a login by a token that the client already has. */

export const LOGIN7 = 0x10;

const VERSION_7_4 = 0x7400_0004;
const PACKET_SIZE = 4096;
/** Where the texts begin: behind all fields of a fixed length. */
const FIXED = 94;
/** Tell of the database (0x20), do not go on in another one (0x40), tell of the language (0x80). */
const OPTIONS_1 = 0xe0;
/** An unknown collation is no error (0x08); extensions follow (0x10). */
const OPTIONS_3 = 0x18;
const US_ENGLISH = 0x0409;
const FEDAUTH = 0x02;
/** `bFedAuthLibrary` in the upper seven bits, `fFedAuthEcho` in the lowest. */
const SECURITY_TOKEN = 0x01 << 1;
const END_OF_EXTENSIONS = 0xff;

export interface TdsLogin {
  readonly appName: string;
  readonly serverName: string;
  readonly database: string;
  readonly token: string;
  /** What the server answered to FEDAUTHREQUIRED. */
  readonly echo: boolean;
}

export function login7(login: TdsLogin): Buffer {
  const fixed = Buffer.alloc(FIXED);
  fixed.writeUInt32LE(VERSION_7_4, 4);
  fixed.writeUInt32LE(PACKET_SIZE, 8);
  fixed.writeUInt8(OPTIONS_1, 24);
  fixed.writeUInt8(OPTIONS_3, 27);
  fixed.writeUInt32LE(US_ENGLISH, 32);
  const texts: Buffer[] = [];
  let end = FIXED;
  /** Offset in bytes, length in characters (of the extension's pointer: in bytes). */
  const place = (at: number, bytes: Buffer, length: number) => {
    fixed.writeUInt16LE(end, at);
    fixed.writeUInt16LE(length, at + 2);
    texts.push(bytes);
    end += bytes.length;
  };
  const put = (at: number, text: string) => place(at, Buffer.from(text, "utf16le"), text.length);
  put(36, ""); // host
  put(40, ""); // user
  put(44, ""); // password
  put(48, login.appName);
  put(52, login.serverName);
  put(60, ""); // library
  put(64, ""); // language
  put(68, login.database);
  put(78, ""); // SSPI
  put(82, ""); // file to attach
  put(86, ""); // new password
  const pointer = Buffer.alloc(4);
  place(56, pointer, pointer.length);
  pointer.writeUInt32LE(end);
  const message = Buffer.concat([fixed, ...texts, extensions(login)]);
  message.writeUInt32LE(message.length, 0);
  return message;
}

function extensions({ token, echo }: TdsLogin): Buffer {
  const bytes = Buffer.from(token, "utf16le");
  const head = Buffer.alloc(10);
  head.writeUInt8(FEDAUTH, 0);
  head.writeUInt32LE(1 + 4 + bytes.length, 1);
  head.writeUInt8(SECURITY_TOKEN | (echo ? 1 : 0), 5);
  head.writeUInt32LE(bytes.length, 6);
  return Buffer.concat([head, bytes, Buffer.from([END_OF_EXTENSIONS])]);
}
