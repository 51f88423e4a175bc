import { createHmac } from 'node:crypto';
import { JWT_SECRET } from './jwt-secret.ts';

/** The members of a part of a token. */
export type Claims = Record<string, unknown>;

/** A part of a token. A string is JSON that is taken as it is, for numbers that `JSON.stringify` cannot write. */
export function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

export function decode(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;
}

/** A token with the right signature of the test servers, unless another hash or key is asked for. */
export function forgedToken(
  header: Claims,
  claims: unknown,
  hash = 'sha256',
  key = JWT_SECRET,
): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac(hash, key).update(content).digest('base64url')}`;
}
