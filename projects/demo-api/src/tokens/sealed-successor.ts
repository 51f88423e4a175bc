import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a refresh token with a key that only its predecessor yields.
 *
 * Two tabs, or a client that never got its response, present the predecessor again and must get the same successor, but
 * the store may contain hashes only. Sealing lets it store what it can't read. Deriving the successor from the
 * predecessor by HMAC would need no ciphertext. But then one leaked server key would turn any token into all of its
 * successors. Here every token is random and no key is stored.
 */
export function sealSuccessor(successor: string, predecessor: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyFrom(predecessor), iv);
  const box = Buffer.concat([cipher.update(successor, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), box]);
}

/** Decrypts the successor with its predecessor. */
export function openSuccessor(sealed: Buffer, predecessor: string): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, keyFrom(predecessor), iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  const box = sealed.subarray(IV_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(box), decipher.final()]).toString('utf8');
}

function keyFrom(predecessor: string): Buffer {
  return Buffer.from(hkdfSync('sha256', predecessor, '', 'sealed refresh token successor', 32));
}
