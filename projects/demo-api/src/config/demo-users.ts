import type { Settings } from './settings.ts';

/** Addresses that no other machine reaches. */
const ONLY_HERE = /^(localhost|127(\.\d+){3}|::1)$/i;

/**
 * Are the users of the demo to exist? Everybody knows their passwords: where others could use them, somebody must have
 * asked for it.
 */
export function wantsDemoUsers(settings: Settings): boolean {
  return settings.DEMO_USERS === undefined ? !isForOthers(settings) : settings.DEMO_USERS === 'on';
}

/** Says so where others can sign in with the passwords that everybody knows. */
export function warnOfDemoUsers(settings: Settings): string[] {
  return wantsDemoUsers(settings) && isForOthers(settings)
    ? ['DEMO_USERS is on: whoever reaches this server can sign in as its administrator.']
    : [];
}

/** Is this a demo that only this machine reaches? */
export function isDemoHere(settings: Settings): boolean {
  return wantsDemoUsers(settings) && !isForOthers(settings);
}

/** A server on an address of this machine has other users too where a proxy stands before it. */
function isForOthers({ NODE_ENV, HOST, TRUST_PROXY, PUBLIC_ORIGIN }: Settings): boolean {
  const hasProxy = TRUST_PROXY !== '' || PUBLIC_ORIGIN !== undefined;
  return NODE_ENV === 'production' || !ONLY_HERE.test(HOST) || hasProxy;
}
