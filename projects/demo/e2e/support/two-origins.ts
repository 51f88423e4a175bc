// The application at one name, its API at a sibling, both over https: one site for the browser, two origins.
import type { ApiProcess } from './api-process';
import { startApiProxy, type ApiProxy, type Fate } from './api-proxy';
import { selfSigned } from './certificate';

export interface TwoOrigins {
  /** Returns the URL of a page of that name. */
  at(name: string): string;
  readonly appOrigin: string;
  readonly apiOrigin: string;
  /** Calls that reached the API by its own name. */
  readonly calls: ApiProxy['calls'];
  stop(): Promise<void>;
}

/** Starts the servers. The API must run with `TWO_ORIGINS_ENV`. */
async function startTwoOrigins(api: ApiProcess): Promise<TwoOrigins> {
  const certificate = await selfSigned();
  const pages = await startApiProxy(api.url, certificate);
  pages.decidePages(withoutPolicy);
  const backend = await startApiProxy(api.url, certificate);
  const named = (name: string, { url }: ApiProxy) => `https://${name}:${new URL(url).port}`;
  const appOrigin = named('app.site.localhost', pages);
  await api.restart({ ALLOWED_ORIGINS: appOrigin });
  return {
    at: (name) => named(name, pages),
    appOrigin,
    apiOrigin: named('api.site.localhost', backend),
    calls: backend.calls,
    stop: async () => {
      await pages.stop();
      await backend.stop();
    },
  };
}

/** The fixture `site`: both origins, until the test ends. */
export const twoOrigins = {
  site: async (
    { api }: { readonly api: ApiProcess },
    use: (site: TwoOrigins) => Promise<void>,
  ): Promise<void> => {
    const site = await startTwoOrigins(api);
    await use(site);
    await site.stop();
  },
};

/** Removes the API's policy for its own pages, which would block requests to other origins. */
const withoutPolicy: Fate = async (call) => {
  const { headers, ...answer } = await call.forward();
  const { 'content-security-policy': _policy, ...others } = headers;
  call.answer({ ...answer, headers: others });
};

/** The proxy terminates TLS, and sends headers that say so. */
export const TWO_ORIGINS_ENV = { TRUST_PROXY: '127.0.0.1' };
