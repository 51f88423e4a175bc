import { RequestKind } from '../../trace/request-trace';

/** The names of the request kinds, in the counts and in the timeline. */
export const KIND_TEXT: Readonly<Record<RequestKind, string>> = {
  application: 'App',
  login: 'Sign-in',
  refresh: 'Refresh',
  logout: 'Sign-out',
};
