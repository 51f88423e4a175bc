import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK, type JWTPayload } from 'jose';

const ALGORITHM = 'ES256';
const TYPE = 'dpop+jwt';

/** Members that only a private or a secret key has. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What a proof says. That it is right says nothing yet about the request that it came with. */
export interface Proof {
  /** Names the key that made it, RFC 7638. */
  readonly thumbprint: string;
  readonly id: string;
  readonly method: unknown;
  readonly url: unknown;
  /** In seconds since 1970, by the clock of whoever made it. */
  readonly madeAt: number;
  readonly accessTokenHash: unknown;
  readonly nonce: unknown;
}

/**
 * Reads a proof whose signature fits the key in it; nothing for any other text.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-4.3
 */
export async function readProof(text: string, now: number): Promise<Proof | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(text, EmbeddedJWK, {
      algorithms: [ALGORITHM],
      requiredClaims: ['jti', 'htm', 'htu', 'iat'],
      currentDate: new Date(now),
    });
    const { typ, crit, jwk } = protectedHeader;
    if (typ !== TYPE || crit !== undefined || !jwk || !isPublic(jwk)) return undefined;
    return proofOf(payload, await calculateJwkThumbprint(jwk));
  } catch {
    // Whatever is wrong with a proof, it proves nothing, and is never an error of the server.
    return undefined;
  }
}

function isPublic(jwk: JWK): boolean {
  return !PRIVATE.some((member) => member in jwk);
}

function proofOf(claims: JWTPayload, thumbprint: string): Proof | undefined {
  const { jti, iat, exp, nbf, htm, htu, ath, nonce } = claims;
  if (typeof jti !== 'string' || jti === '' || typeof iat !== 'number') return undefined;
  // JSON has numbers that are read as infinite.
  if (![iat, exp ?? 0, nbf ?? 0].every(Number.isFinite)) return undefined;
  return {
    thumbprint,
    id: jti,
    method: htm,
    url: htu,
    madeAt: iat,
    accessTokenHash: ath,
    nonce,
  };
}
