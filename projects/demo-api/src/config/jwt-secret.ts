import type { Settings } from './settings.ts';

const ADVICE =
  'Set JWT_SECRET to at least 32 random bytes, for example the output of: openssl rand -base64 48';

/** Words of the secrets that people copy from examples or make up, and rows of the keyboard and the alphabet. */
const GUESSABLE =
  /change.?(me|it|this)|your|secret|passw|example|default|placeholder|admin|qwert|asdf|zxcv|0123|1234|abcd/i;

/** Says what is wrong with the secret, if anything. Production must bring its own, and so must processes that share. */
export function checkJwtSecret({ JWT_SECRET: secret, NODE_ENV, REDIS_URL }: Settings): string[] {
  if (secret === undefined) {
    if (NODE_ENV === 'production') return [`JWT_SECRET is missing. ${ADVICE}`];
    if (REDIS_URL === undefined) return [];
    return [`JWT_SECRET is missing, and all processes of REDIS_URL need the same. ${ADVICE}`];
  }
  if (Buffer.byteLength(secret) < 32) return [`JWT_SECRET is too short. ${ADVICE}`];
  // Thirty-two random bytes in any usual notation have more than ten different characters.
  if (new Set(secret).size < 10 || GUESSABLE.test(secret)) {
    return [`JWT_SECRET can be guessed. ${ADVICE}`];
  }
  return [];
}
