import type { FastifyBaseLogger } from 'fastify';

/** The names of the events. They are stable, so that monitoring rules can rely on them. */
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

/** The details of an event. There is no member for a token, a password or an entered name. */
export interface SecurityDetails {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly reason?: string;
  readonly address?: string;
}

/** Events that an operator should investigate. */
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
