import { base64url } from 'jose';
import type { PasswordHasher } from '../src/users/password-hasher.ts';

const ITERATIONS = 100_000;

/** PBKDF2 for passwords that the sign-in page shows anyway. A real server uses argon2id, see `../src/users`. */
export const pbkdf2Hasher: PasswordHasher = {
  hash: async (password) => {
    const salt = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
    return `${salt}.${await derive(password, salt)}`;
  },
  verify: async (passwordHash, password) => {
    const [salt = '', derived] = passwordHash.split('.');
    return (await derive(password, salt)) === derived;
  },
};

async function derive(password: string, salt: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(password), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const parameters = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: bytes.encode(salt),
    iterations: ITERATIONS,
  };
  return base64url.encode(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)));
}
