import type { FastifyBaseLogger } from 'fastify';

/** The names of the events, which a monitoring rule can rely on. */
export type SecurityEvent =
  | 'login_succeeded'
  | 'login_failed'
  | 'login_limited'
  | 'refresh_rotated'
  | 'refresh_grace'
  | 'refresh_refused'
  | 'refresh_limited'
  | 'refresh_reuse_detected'
  | 'session_revoked'
  | 'request_forged'
  | 'proof_refused'
  | 'proof_replayed'
  | 'proof_limited'
  | 'binding_refused'
  | 'access_denied'
  | 'logout';

/** What may stand beside an event. There is no member for a token, a password or a name that was typed. */
export interface SecurityDetails {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly reason?: string;
  readonly address?: string;
}

/** Events that somebody should look at, rather than count. */
const ALARMING: ReadonlySet<SecurityEvent> = new Set([
  'login_limited',
  'refresh_limited',
  'refresh_reuse_detected',
  'request_forged',
  'proof_replayed',
  'proof_limited',
  'binding_refused',
]);

/** Writes one structured line per security event. */
export function logSecurityEvent(
  log: FastifyBaseLogger,
  event: SecurityEvent,
  details: SecurityDetails = {},
): void {
  log[ALARMING.has(event) ? 'warn' : 'info']({ event, ...details }, event.replaceAll('_', ' '));
}
