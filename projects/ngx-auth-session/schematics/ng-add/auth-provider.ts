import type { Tree } from '@angular-devkit/schematics';
import type { Application } from './application';
import { sourcesImporting } from './application-sources';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import type { NgAddOptions } from './ng-add.options';
import { LIBRARY } from './package-names';
import type { Report } from './report';
import { rootProviders } from './root-providers';
import { change } from './source';
import { literal as quoted } from './text-style';

const FEATURES = {
  memory: { names: [], keeps: 'memory' },
  local: { names: ['withLocalStorage'], keeps: 'local storage' },
  session: { names: ['withSessionStorage'], keeps: 'session storage' },
  cookie: { names: ['withRefreshCookie'], keeps: 'a refresh cookie' },
} as const;

/** Adds `provideAuth()` with the endpoints and the storage that were asked for. */
export function addAuthProvider(
  tree: Tree,
  application: Application,
  options: NgAddOptions,
  report: Report,
): void {
  const present = ['provideAuth', 'AuthModule']
    .flatMap((name) => sourcesImporting(tree, application, name, LIBRARY))
    .at(0);
  if (present) {
    report.kept(present.path, 'the session is set up already');
    return;
  }
  const { names, keeps } = FEATURES[options.storage];
  const { path } = rootProviders(tree, application).source;
  const [provideAuth = '', ...features] = addImports(tree, path, LIBRARY, [
    'provideAuth',
    ...names,
  ]);
  const { source, literal } = rootProviders(tree, application);
  change(
    tree,
    source,
    insertIntoList(source, literal, providerCode(provideAuth, features, options)),
  );
  report.changed(path, `provideAuth(), which keeps the session in ${keeps}`);
  adviseOnOrigins(options, report);
}

function providerCode(provideAuth: string, features: string[], options: NgAddOptions): string {
  const endpoints = [
    'endpoints: {',
    ...endpointsOf(options).map(([name, url]) => `  ${name}: ${quoted(url)},`),
    '},',
  ];
  if (features.length === 0) {
    return [`${provideAuth}({`, ...endpoints.map((line) => `  ${line}`), '})'].join('\n');
  }
  return [
    `${provideAuth}(`,
    '  {',
    ...endpoints.map((line) => `    ${line}`),
    '  },',
    ...features.map((feature) => `  ${feature}(),`),
    ')',
  ].join('\n');
}

function endpointsOf(options: NgAddOptions): [string, string][] {
  const endpoints: [string, string][] = [
    ['login', options.loginEndpoint],
    ['refresh', options.refreshEndpoint],
    ['logout', options.logoutEndpoint],
    ['user', options.userEndpoint],
  ];
  // A prompt with a default takes an empty answer for that default, so there is a word for none.
  return endpoints.filter(([, url]) => url !== '' && url !== 'none');
}

/** Where tokens may go is for a person to decide. */
function adviseOnOrigins(options: NgAddOptions, report: Report): void {
  const origins = endpointsOf(options)
    .map(([, url]) => url)
    .filter((url) => /^https?:/.test(url) && URL.canParse(url))
    .map((url) => new URL(url).origin);
  for (const origin of new Set(origins)) {
    report.advise(
      `Other requests to ${origin} carry the token only if allowedOrigins of provideAuth() names it.`,
    );
  }
}
