import { AuthStatus } from 'ngx-auth-session';

/** The status in words. During server rendering it is unknown. */
export const STATUS_TEXT: Readonly<Record<AuthStatus, string>> = {
  unknown: 'not known yet',
  anonymous: 'not signed in',
  authenticated: 'signed in',
};
