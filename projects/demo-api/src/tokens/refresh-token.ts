import { createHash, randomBytes } from 'node:crypto';

/** Creates a refresh token of 256 random bits, which can't be guessed and contains no information. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Hashes a token or a device id, for the store. A fast hash is enough: unlike a password, 256 random bits can't be
 * found by trying.
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
