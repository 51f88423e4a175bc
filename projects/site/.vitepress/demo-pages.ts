import type { UserConfig } from 'vitepress';
import { SITE_BASE } from '../site-paths.mjs';

type Plugins = NonNullable<NonNullable<UserConfig['vite']>['plugins']>;

/** While you write, the development server shows the demo's page at each of its routes, as a static server does. */
export function demoPages(): Plugins {
  const demo = `${SITE_BASE}demo/`;
  return [
    {
      name: 'demo-pages',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, _response, next) => {
          const path = request.url?.split('?')[0] ?? '';
          if (path.startsWith(demo) && !/\.\w+$/.test(path)) request.url = `${demo}index.html`;
          next();
        });
      },
    },
  ];
}
