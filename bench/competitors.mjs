// Who is measured: the folder of each in competitors/, and what a reader calls it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const BENCH = import.meta.dirname;

export const BARE = 'bare';
export const FLOOR = 'three-lines';
export const ARTICLE = 'article';
export const OURS = 'ngx-auth-session';

/** @type {{ folder: string, title: string, package?: string }[]} */
export const COMPETITORS = [
  { folder: BARE, title: 'bare `HttpClient`' },
  { folder: FLOOR, title: 'three-line interceptor' },
  { folder: ARTICLE, title: 'interceptor of the articles' },
  { folder: 'auth0-angular-jwt', title: '`@auth0/angular-jwt`', package: '@auth0/angular-jwt' },
  { folder: 'ngx-auth', title: '`ngx-auth`', package: 'ngx-auth' },
  { folder: 'delon-auth', title: '`@delon/auth`', package: '@delon/auth' },
  { folder: 'angular-oauth2-oidc', title: '`angular-oauth2-oidc`', package: 'angular-oauth2-oidc' },
  {
    folder: 'angular-auth-oidc-client',
    title: '`angular-auth-oidc-client`',
    package: 'angular-auth-oidc-client',
  },
  { folder: OURS, title: '`ngx-auth-session`' },
];

export const FOLDERS = COMPETITORS.map(({ folder }) => folder);

/** The installed version of each competitor that is a package. */
export function packageVersions() {
  const named = COMPETITORS.flatMap((one) => (one.package ? [one.package] : []));
  return Object.fromEntries(
    named.map((name) => {
      const manifest = join(BENCH, 'node_modules', name, 'package.json');
      return [name, String(JSON.parse(readFileSync(manifest, 'utf8')).version)];
    }),
  );
}
