import type { Settings } from './settings.ts';

/** Addresses that only this machine can reach. */
const ONLY_HERE = /^(localhost|127(\.\d+){3}|::1)$/i;

/**
 * Returns whether the demo users exist. Their passwords are public, so a server that others can reach has them only if
 * its operator asks for them.
 */
export function wantsDemoUsers(settings: Settings): boolean {
  return settings.DEMO_USERS === undefined ? !isForOthers(settings) : settings.DEMO_USERS === 'on';
}

/** Returns a warning if others can sign in with the public passwords. */
export function warnOfDemoUsers(settings: Settings): string[] {
  return wantsDemoUsers(settings) && isForOthers(settings)
    ? ['DEMO_USERS is on: anyone who reaches this server can sign in as its administrator.']
    : [];
}

/** Returns whether only this machine can reach the demo. */
export function isDemoHere(settings: Settings): boolean {
  return wantsDemoUsers(settings) && !isForOthers(settings);
}

/** A proxy can make a server on a loopback address reachable for others. */
function isForOthers({ NODE_ENV, HOST, TRUST_PROXY, PUBLIC_ORIGIN }: Settings): boolean {
  const hasProxy = TRUST_PROXY !== '' || PUBLIC_ORIGIN !== undefined;
  return NODE_ENV === 'production' || !ONLY_HERE.test(HOST) || hasProxy;
}
