import type { Settings } from './settings.ts';

const ADVICE =
  'Set JWT_SECRET to at least 32 random bytes, for example the output of: openssl rand -base64 48';

/** Words in secrets that people copy from examples or invent, and rows of the keyboard and the alphabet. */
const GUESSABLE =
  /change.?(me|it|this)|your|secret|passw|example|default|placeholder|admin|qwert|asdf|zxcv|0123|1234|abcd/i;

/** Returns what is wrong with the secret, if anything. Production and processes that share state must set their own. */
export function checkJwtSecret({ JWT_SECRET: secret, NODE_ENV, REDIS_URL }: Settings): string[] {
  if (secret === undefined) {
    if (NODE_ENV === 'production') return [`JWT_SECRET is missing. ${ADVICE}`];
    if (REDIS_URL === undefined) return [];
    return [`JWT_SECRET is missing, and all processes of REDIS_URL need the same. ${ADVICE}`];
  }
  if (Buffer.byteLength(secret) < 32) return [`JWT_SECRET is too short. ${ADVICE}`];
  // Thirty-two random bytes have more than ten different characters in any usual notation.
  if (new Set(secret).size < 10 || GUESSABLE.test(secret)) {
    return [`JWT_SECRET can be guessed. ${ADVICE}`];
  }
  return [];
}
