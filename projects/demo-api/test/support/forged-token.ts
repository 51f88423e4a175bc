import { createHmac } from 'node:crypto';
import { JWT_SECRET } from './jwt-secret.ts';

/** The members of a part of a token. */
export type Claims = Record<string, unknown>;

/** Encodes a part of a token. A string is used as JSON as it is, for numbers that `JSON.stringify` cannot write. */
export function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

export function decode(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;
}

/** Returns a token with a valid signature of the test servers, unless another hash or key is given. */
export function forgedToken(
  header: Claims,
  claims: unknown,
  hash = 'sha256',
  key = JWT_SECRET,
): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac(hash, key).update(content).digest('base64url')}`;
}
