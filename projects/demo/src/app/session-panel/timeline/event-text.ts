import { AuthEvent } from 'ngx-auth-session';

/** The text for an event of the session. */
export interface EventText {
  readonly text: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'info';
}

/** Describes an event of the session. */
export function describeEvent(event: AuthEvent): EventText {
  switch (event.type) {
    case 'signed-in':
      return { tone: 'ok', text: SIGNED_IN[event.by] };
    case 'signed-out':
      return { tone: 'info', text: SIGNED_OUT[event.by] };
    case 'session-expired':
      return { tone: 'bad', text: 'Session expired: it could not be refreshed' };
    case 'refreshed':
      return { tone: 'ok', text: REFRESHED[event.by] };
    case 'refresh-failed':
      return { tone: 'warn', text: `Refresh failed (${event.error.code}); the session continues` };
    case 'user-failed':
      return { tone: 'warn', text: `The user could not be loaded (${event.error.code})` };
    case 'storage-failed':
      return { tone: 'warn', text: 'Storage failed; the session continues in memory' };
    case 'forbidden':
      return {
        tone: 'warn',
        text: `${event.url} requires one of these roles: ${event.roles.join(', ')}`,
      };
    case 'idle-warning':
      return { tone: 'warn', text: `Sign-out follows in ${event.seconds} seconds` };
    case 'idle-warning-ended':
      return { tone: 'ok', text: 'The user is back: no sign-out' };
  }
}

const SIGNED_IN = {
  login: 'Signed in',
  tokens: 'Signed in with tokens from elsewhere',
  restore: 'Session restored from storage',
  'other-tab': 'Signed in by another tab',
};

const SIGNED_OUT = {
  logout: 'Signed out',
  'other-tab': 'Signed out by another tab',
  idle: 'Signed out after idle time',
};

const REFRESHED = {
  server: 'New access token from the server',
  'other-tab': 'New access token from another tab',
};
