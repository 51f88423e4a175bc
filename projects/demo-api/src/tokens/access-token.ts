import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { CLOCK_SKEW_MS, type Clock } from '../clock.ts';
import type { Session } from '../sessions/session.ts';
import type { User } from '../users/user.ts';

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const ISSUER = 'demo-api';
const AUDIENCE = 'demo';

/** The caller of a request, according to its access token. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** The thumbprint of the key that the token is bound to, if it is. */
  readonly keyThumbprint?: string;
}

/** Issues and verifies access tokens. */
export interface AccessTokens {
  issue(user: User, session: Session): Promise<string>;
  /** Returns `undefined` for a token that has expired, or that this server did not issue as an access token. */
  verify(token: string): Promise<AccessClaims | undefined>;
}

/** Issues JSON Web Tokens with one algorithm, one issuer, one audience and one type. */
export function accessTokens(secret: string, lifeSeconds: number, clock: Clock): AccessTokens {
  const key = new TextEncoder().encode(secret);
  return {
    issue: ({ id, roles }, { id: sid, expiresAt, keyThumbprint: jkt }) => {
      const now = Math.floor(clock() / 1000);
      // An access token must not outlive its session.
      const end = Math.min(now + lifeSeconds, Math.floor(expiresAt / 1000));
      // RFC 9449 section 6.1.
      const binding = jkt === undefined ? {} : { cnf: { jkt } };
      return new SignJWT({ sid, roles: [...roles], ...binding })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(end)
        .sign(key);
    },
    verify: async (token) => {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'iat', 'jti', 'sub', 'sid'],
          currentDate: new Date(clock()),
        });
        // The JWT library supports one extension. This server issues none.
        if (protectedHeader.crit !== undefined) return undefined;
        return isOfThisTime(payload, clock() / 1000, lifeSeconds) ? claimsOf(payload) : undefined;
      } catch {
        // Any problem with a token has the same result, and never counts as a server error.
        return undefined;
      }
    },
  };
}

/**
 * Returns whether every time in a token is a number that this server could have issued. JSON allows numbers that are
 * parsed as infinite, and a token from the future would outlive its lifetime if the clock was set back.
 */
function isOfThisTime({ iat, exp, nbf }: JWTPayload, now: number, lifeSeconds: number): boolean {
  if (![iat, exp, nbf ?? 0].every((time) => Number.isFinite(time) && Number(time) >= 0))
    return false;
  const age = now - Number(iat);
  const isInLife = age >= -CLOCK_SKEW_MS / 1000 && age < lifeSeconds;
  return isInLife && Number(exp) - Number(iat) <= lifeSeconds;
}

function claimsOf({ sub, sid, jti, cnf }: JWTPayload): AccessClaims | undefined {
  const complete = typeof sub === 'string' && typeof sid === 'string' && typeof jti === 'string';
  if (!complete) return undefined;
  const { jkt: keyThumbprint } = (cnf ?? {}) as { jkt?: string };
  return { userId: sub, sessionId: sid, keyThumbprint };
}
