import { AuthStatus } from 'ngx-auth-session';

/** Whether somebody is signed in, in words. A server does not know. */
export const STATUS_TEXT: Readonly<Record<AuthStatus, string>> = {
  unknown: 'not known yet',
  anonymous: 'not signed in',
  authenticated: 'signed in',
};
