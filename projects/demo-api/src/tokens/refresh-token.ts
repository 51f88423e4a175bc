import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: nothing to guess and nothing to read in it. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the store keeps instead of a token or a device id. A fast hash is right here: unlike a password, 256 random bits
 * cannot be found by trying.
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
