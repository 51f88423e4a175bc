import { AuthEvent } from 'ngx-auth-session';

/** Returns the notice for an event, `null` to remove the present notice, or `undefined` to leave it. */
export function noticeOf(event: AuthEvent): string | null | undefined {
  switch (event.type) {
    case 'signed-out':
      return SIGNED_OUT[event.by];
    case 'session-expired':
      return 'Your session has ended: it expired, or you signed this device out from another one. Sign in again to continue where you were.';
    case 'signed-in':
      return event.by === 'other-tab' ? 'You signed in from another tab.' : null;
    case 'idle-warning':
      return `You will be signed out in ${event.seconds} seconds, because you were inactive for a while.`;
    case 'idle-warning-ended':
      return null;
    case 'forbidden':
      return `You cannot open ${event.url}: it requires the role ${event.roles.join(' or ')}.`;
    default:
      return undefined;
  }
}

const SIGNED_OUT = {
  logout: 'You are signed out on this device.',
  'other-tab': 'You signed out in another tab.',
  idle: 'You were signed out because you were inactive for a while.',
};
