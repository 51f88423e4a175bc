import type { Settings } from './settings.ts';

/** Hosts that a browser treats as this device, so plain http is safe. */
const LOCAL = /^(localhost|[\w.-]+\.localhost|127(\.\d+){3}|\[::1\])$/i;

/**
 * Returns warnings about plain http in production. The server never speaks TLS itself, so only a trusted proxy can tell
 * it that a client uses https. It still starts, because a health check of the process needs no proxy.
 */
export function warnOfPlainHttp({
  NODE_ENV,
  TRUST_PROXY,
  PUBLIC_ORIGIN,
  ALLOWED_ORIGINS,
}: Settings): string[] {
  if (NODE_ENV !== 'production') return [];
  return [
    ...(TRUST_PROXY === '' ? [NO_PROXY] : []),
    ...plainOrigins(PUBLIC_ORIGIN).map((origin) => plain('PUBLIC_ORIGIN', origin)),
    ...plainOrigins(ALLOWED_ORIGINS).map((origin) => plain('ALLOWED_ORIGINS', origin)),
  ];
}

const NO_PROXY =
  'NODE_ENV is production, and this server speaks plain http: passwords and tokens can be read on the network. Put a ' +
  'proxy that ends TLS in front of it, and set TRUST_PROXY to the address of that proxy. Without TRUST_PROXY no answer ' +
  'has HSTS, and limits take all clients of a proxy for one.';

const plain = (name: string, origin: string) =>
  `${name}: "${origin}" is plain http: anyone on its users' network can read and change the page. Write https.`;

function plainOrigins(list = ''): string[] {
  return list
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin.startsWith('http:') && !LOCAL.test(new URL(origin).hostname));
}
