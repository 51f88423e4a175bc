// The checks of an API on a proof of possession (RFC 9449, section 4.3), with the library of the authorization
// server's author.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';

const seen = new Set<unknown>();

/** Returns whether a request contains a new proof of this key for this token and this URL. */
export async function isProven(
  { headers, method, host, url }: FastifyRequest,
  token: string,
  thumbprint: string,
): Promise<boolean> {
  try {
    const { payload, protectedHeader } = await jwtVerify(String(headers['dpop']), EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      maxTokenAge: 60,
      clockTolerance: 5,
    });
    const isNew = !seen.has(payload.jti);
    seen.add(payload.jti);
    return (
      isNew &&
      (await calculateJwkThumbprint(protectedHeader.jwk!)) === thumbprint &&
      payload['htm'] === method &&
      payload['htu'] === `http://${host}${url}` &&
      payload['ath'] === createHash('sha256').update(token).digest('base64url')
    );
  } catch {
    return false;
  }
}
