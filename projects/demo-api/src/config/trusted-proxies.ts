import { isIP } from 'node:net';

/** The framework's names for the addresses of this machine, of one link and of a private network. */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** The widest ranges of private addresses: 10.0.0.0/8 and fc00::/7. */
const WIDEST = { 4: 8, 6: 7 } as const;

/** IPv4 addresses in IPv6 notation, whose ranges would need another prefix length. */
const MAPPED = /^[0:]+:ffff:/i;

/** Returns a message for each entry that is not a proxy. */
export function checkTrustedProxies(proxies: readonly string[]): string[] {
  return proxies.filter((proxy) => !isProxy(proxy)).map(notAProxy);
}

/**
 * Returns whether an entry is a valid proxy. Stricter than the framework's parser, which reads `1` as 0.0.0.1.
 *
 * Refuses `true` and a number of proxies, because neither says which proxy to trust. A client that reaches the port
 * directly could then claim any address, and log in without a limit.
 */
function isProxy(text: string): boolean {
  if (NAMES.includes(text)) return true;
  const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const family = isIP(address);
  if (family !== 4 && family !== 6) return false;
  if (bits === undefined) return true;
  const most = family === 4 ? 32 : 128;
  return Number(bits) >= WIDEST[family] && Number(bits) <= most && !MAPPED.test(address);
}

function notAProxy(text: string): string {
  return (
    `TRUST_PROXY: "${text}" is no proxy. Write its address such as 10.0.0.7, a range no wider than 10.0.0.0/8 or ` +
    'fc00::/7, or loopback. How many proxies there are does not say whom to believe.'
  );
}
