import { isIP } from 'node:net';

/** Names that the framework knows for the addresses of this machine, of one link, and of a private network. */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** No range of private addresses is wider: 10.0.0.0/8, and fc00::/7. */
const WIDEST = { 4: 8, 6: 7 } as const;

/** IPv4 in the notation of IPv6. A range of these would be one of IPv4 with another count of bits. */
const MAPPED = /^[0:]+:ffff:/i;

/** Says which of the proxies is none, if any is. */
export function checkTrustedProxies(proxies: readonly string[]): string[] {
  return proxies.filter((proxy) => !isProxy(proxy)).map(notAProxy);
}

/**
 * The framework's own parser is more generous: it takes `1` for the address 0.0.0.1. And neither `true` nor a number of
 * proxies says whom to believe: whoever reaches the port past them could claim any address, and log in without a limit.
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
