import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK, type JWTPayload } from 'jose';

const ALGORITHM = 'ES256';
const TYPE = 'dpop+jwt';

/** Members that only private and secret keys have. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** The content of a proof with a valid signature. It still has to be compared with its request. */
export interface Proof {
  /** The thumbprint of its key, RFC 7638. */
  readonly thumbprint: string;
  readonly id: string;
  readonly method: unknown;
  readonly url: unknown;
  /** When it was made, in seconds since 1970, by the client's clock. */
  readonly madeAt: number;
  readonly accessTokenHash: unknown;
  readonly nonce: unknown;
}

/**
 * Reads a proof and checks its signature with the key in it. Returns `undefined` for anything else.
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
    // An invalid proof never counts as a server error.
    return undefined;
  }
}

function isPublic(jwk: JWK): boolean {
  return !PRIVATE.some((member) => member in jwk);
}

function proofOf(claims: JWTPayload, thumbprint: string): Proof | undefined {
  const { jti, iat, exp, nbf, htm, htu, ath, nonce } = claims;
  if (typeof jti !== 'string' || jti === '' || typeof iat !== 'number') return undefined;
  // JSON allows numbers that are parsed as infinite.
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
