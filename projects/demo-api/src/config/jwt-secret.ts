const ADVICE =
  'Set JWT_SECRET to at least 32 random bytes, for example the output of: openssl rand -base64 48';

/** Words of the secrets that people copy from examples. */
const EXAMPLE = /change.?(me|it|this)|your|password|example|default|placeholder/i;

/** Says what is wrong with the secret, if anything. Only production must bring its own. */
export function checkJwtSecret(secret: string | undefined, nodeEnv: string | undefined): string[] {
  if (secret === undefined) {
    return nodeEnv === 'production' ? [`JWT_SECRET is missing. ${ADVICE}`] : [];
  }
  if (Buffer.byteLength(secret) < 32) return [`JWT_SECRET is too short. ${ADVICE}`];
  // Thirty-two random bytes in any usual notation have more than ten different characters.
  if (new Set(secret).size < 10 || EXAMPLE.test(secret)) {
    return [`JWT_SECRET can be guessed. ${ADVICE}`];
  }
  return [];
}
