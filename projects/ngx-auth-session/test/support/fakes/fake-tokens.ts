import { SessionTokens } from '../../../src/lib/core/tokens/session-tokens';
import { START } from './fake-clock';

/** Fifteen minutes, the lifetime of a fake access token. */
export const LIFE_MS = 900_000;

/** Creates the token pair of a session, received when a fake clock starts. */
export function fakeTokens(overrides: Partial<SessionTokens> = {}): SessionTokens {
  return {
    sessionId: 1,
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    rotation: 0,
    receivedAt: START,
    expiresAt: START + LIFE_MS,
    claims: null,
    ...overrides,
  };
}
