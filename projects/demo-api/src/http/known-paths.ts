import type { FastifyInstance } from 'fastify';

/** Returns the methods that the route at a URL accepts, or none if there is no route. */
export type MethodsAt = (url: string) => readonly string[];

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Records the routes under /api/ as they are added. Call before the first route is added. */
export function watchRoutes(app: FastifyInstance): MethodsAt {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/')) return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const name of [method].flat()) known.methods.add(name);
    paths.set(url, known);
  });
  return (url) => {
    const path = pathOf(url);
    const known = [...paths.values()].find(({ pattern }) => pattern.test(path));
    return [...(known?.methods ?? [])];
  };
}

/**
 * Returns the path of a URL as the router reads it: decoded, except for characters whose decoding would change its
 * meaning.
 */
export function pathOf(url: string): string {
  const [path = ''] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
}
