import { hash, verify } from '@node-rs/argon2';

/** Hashes passwords and compares them with a hash. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(passwordHash: string, password: string): Promise<boolean>;
}

/** How much work one hash is. */
export interface Argon2Cost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** What OWASP asks of argon2id: 19 MiB, two passes, one lane. */
const OWASP: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id, the default algorithm of the library. Tests pass a cheaper cost. */
export function argon2Hasher(cost: Argon2Cost = OWASP): PasswordHasher {
  return {
    hash: (password) => hash(password, cost),
    verify: (passwordHash, password) => verify(passwordHash, password),
  };
}
