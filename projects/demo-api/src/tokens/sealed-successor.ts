import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a refresh token under a key that only its predecessor gives.
 *
 * Two tabs, or a client that never saw its answer, present the predecessor again and must get the same successor, while
 * the store may keep hashes only. Sealing it lets the store hold what it cannot read. Deriving the successor from the
 * predecessor by HMAC would do without the ciphertext, but then one leaked server key would turn any one token into all
 * that follow; here every token is random, and no key is kept at all.
 */
export function sealSuccessor(successor: string, predecessor: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyFrom(predecessor), iv);
  const box = Buffer.concat([cipher.update(successor, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), box]);
}

/** The successor again, for whoever presents the predecessor. */
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
