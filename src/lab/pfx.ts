import { createCipheriv, createHash, createHmac, randomBytes } from "node:crypto";

/** What a PFX file is made of, in DER. */
export interface PfxContent {
  readonly certificate: Buffer;
  /** PKCS8, not encrypted. */
  readonly key: Buffer;
  readonly password: string;
}

const OID = {
  data: "2a864886f70d010701",
  keyBag: "2a864886f70d010c0a0102",
  certificateBag: "2a864886f70d010c0a0103",
  x509Certificate: "2a864886f70d01091601",
  localKeyId: "2a864886f70d010915",
  tripleDes: "2a864886f70d010c0103",
  sha1: "2b0e03021a",
} as const;

const ITERATIONS = 2048;
const SALT_BYTES = 8;

/** What a derived key is for (RFC 7292 appendix B.3). */
const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

/**
 * A PFX file (RFC 7292) in the old form, 3DES and SHA-1: it is what Key Vault and Windows hand out, and the only one
 * that Go's `x/crypto/pkcs12` reads, which also wants exactly two parts.
 */
export function makePfx({ certificate, key, password }: PfxContent): Buffer {
  const id = bagAttributes(createHash("sha1").update(certificate).digest());
  const certificateBag = sequence(
    oid(OID.certificateBag),
    explicit(sequence(oid(OID.x509Certificate), explicit(octets(certificate)))),
    id,
  );
  const keyBag = sequence(oid(OID.keyBag), explicit(encryptedKey(key, password)), id);
  const safe = sequence(part(sequence(certificateBag)), part(sequence(keyBag)));
  return sequence(integer(3), part(safe), mac(safe, password));
}

function part(content: Buffer): Buffer {
  return sequence(oid(OID.data), explicit(octets(content)));
}

/** Ties the key to its certificate. */
function bagAttributes(keyId: Buffer): Buffer {
  return der(0x31, sequence(oid(OID.localKeyId), der(0x31, octets(keyId))));
}

function encryptedKey(key: Buffer, password: string): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipheriv(
    "des-ede3-cbc",
    derive(password, salt, PURPOSE.key, ITERATIONS, 24),
    derive(password, salt, PURPOSE.iv, ITERATIONS, 8),
  );
  const algorithm = sequence(oid(OID.tripleDes), sequence(octets(salt), integer(ITERATIONS)));
  return sequence(algorithm, octets(Buffer.concat([cipher.update(key), cipher.final()])));
}

function mac(safe: Buffer, password: string): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const key = derive(password, salt, PURPOSE.mac, ITERATIONS, 20);
  const digest = createHmac("sha1", key).update(safe).digest();
  const info = sequence(sequence(oid(OID.sha1), der(0x05, Buffer.alloc(0))), octets(digest));
  return sequence(info, octets(salt), integer(ITERATIONS));
}

/** Key derivation of PKCS12 with SHA-1 (RFC 7292 appendix B.2). */
function derive(password: string, salt: Buffer, purpose: number, rounds: number, length: number): Buffer {
  const block = 64;
  const text = Buffer.from(`${password}\0`, "utf16le").swap16();
  const input = Buffer.concat([fill(salt, block), fill(text, block)]);
  const parts: Buffer[] = [];
  while (Buffer.concat(parts).length < length) {
    let digest: Buffer = Buffer.concat([Buffer.alloc(block, purpose), input]);
    for (let round = 0; round < rounds; round += 1) digest = createHash("sha1").update(digest).digest();
    parts.push(digest);
    addToBlocks(input, fill(digest, block));
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Repeats bytes up to a multiple of the block size. */
function fill(bytes: Buffer, block: number): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
}

/** Adds a number and one to each block of `input`, as big-endian numbers without overflow. */
function addToBlocks(input: Buffer, number: Buffer): void {
  for (let start = 0; start < input.length; start += number.length) {
    let carry = 1;
    for (let index = number.length - 1; index >= 0; index -= 1) {
      carry += input.readUInt8(start + index) + number.readUInt8(index);
      input.writeUInt8(carry & 0xff, start + index);
      carry >>= 8;
    }
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex = length.toString(16);
  const size = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function explicit(content: Buffer): Buffer {
  return der(0xa0, content);
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function integer(value: number): Buffer {
  return der(0x02, value < 0x80 ? Buffer.from([value]) : Buffer.from([value >> 8, value & 0xff]));
}
