// The functions of `node:crypto` that the API calls. They are synchronous, which Web Crypto is not.
import { gcm } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Bytes, bytes } from './bytes.ts';

const TAG_BYTES = 16;
const utf8 = new TextEncoder();

export const randomUUID = (): string => crypto.randomUUID();

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(bytes(length));
}

/** A number below `limit`; numbers that would favour the low ones are drawn again. */
export function randomInt(limit: number): number {
  const fair = Math.floor(2 ** 32 / limit) * limit;
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % limit;
  }
}

export function createHash(_algorithm: 'sha256') {
  return {
    update: (text: string) => ({
      digest: (encoding: 'base64url') => bytes(sha256(utf8.encode(text))).toString(encoding),
    }),
  };
}

export function hkdfSync(
  _digest: 'sha256',
  secret: string,
  salt: string,
  info: string,
  length: number,
): Uint8Array {
  return hkdf(sha256, utf8.encode(secret), utf8.encode(salt), utf8.encode(info), length);
}

export function createCipheriv(_cipher: 'aes-256-gcm', key: Uint8Array, iv: Uint8Array) {
  let tag = bytes(0);
  return {
    update: (text: string) => {
      const sealed = bytes(gcm(key, iv).encrypt(utf8.encode(text)));
      tag = bytes(sealed.slice(-TAG_BYTES));
      return sealed.slice(0, -TAG_BYTES);
    },
    final: () => bytes(0),
    getAuthTag: () => tag,
  };
}

export function createDecipheriv(_cipher: 'aes-256-gcm', key: Uint8Array, iv: Uint8Array) {
  let tag: Uint8Array = bytes(0);
  return {
    setAuthTag: (given: Uint8Array) => {
      tag = given;
    },
    update: (box: Uint8Array) => gcm(key, iv).decrypt(Bytes.concat([box, tag])),
    final: () => bytes(0),
  };
}
