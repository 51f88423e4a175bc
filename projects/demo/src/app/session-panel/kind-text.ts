import { RequestKind } from '../trace/request-trace';

/** The kinds of requests in words, for the counts and the timeline alike. */
export const KIND_TEXT: Readonly<Record<RequestKind, string>> = {
  application: 'App',
  login: 'Sign-in',
  refresh: 'Refresh',
  logout: 'Sign-out',
};
