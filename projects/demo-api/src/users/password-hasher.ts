import { hash, verify } from '@node-rs/argon2';

/** Hashes passwords and compares passwords with hashes. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(passwordHash: string, password: string): Promise<boolean>;
}

/** The cost of one hash. */
export interface Argon2Cost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const OWASP: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes with argon2id, the default algorithm of the library. Tests pass a lower cost. */
export function argon2Hasher(cost: Argon2Cost = OWASP): PasswordHasher {
  return {
    hash: (password) => hash(password, cost),
    verify: (passwordHash, password) => verify(passwordHash, password),
  };
}
