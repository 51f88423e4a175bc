import type { HandWritten } from './by-hand';
import type { NgAddOptions } from './ng-add.options';
import { HTTP, LIBRARY } from './source/package-names';
import { literal as quoted } from './source/text-style';

const FEATURES = {
  memory: { names: [], description: 'memory' },
  local: { names: ['withLocalStorage'], description: 'local storage' },
  session: { names: ['withSessionStorage'], description: 'session storage' },
  cookie: { names: ['withRefreshCookie'], description: 'a refresh cookie' },
} as const;

/** Returns the feature functions of the chosen storage, and its description. */
export function storageOf({ storage }: NgAddOptions): {
  readonly names: readonly string[];
  readonly description: string;
} {
  return FEATURES[storage];
}

/**
 * Returns the code of a `provideAuth()` call.
 *
 * @param provideAuth its local name in the file
 * @param features the local names of the storage's feature functions
 */
export function providerCode(
  provideAuth: string,
  features: readonly string[],
  options: NgAddOptions,
): string {
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

/** Returns the endpoints that the server has. */
export function endpointsOf(options: NgAddOptions): [name: string, url: string][] {
  const endpoints: [string, string][] = [
    ['login', options.loginEndpoint],
    ['refresh', options.refreshEndpoint],
    ['logout', options.logoutEndpoint],
    ['user', options.userEndpoint],
  ];
  // An empty answer to a prompt means its default, so "no endpoint" needs a word.
  return endpoints.filter(([, url]) => url !== '' && url !== 'none');
}

/** Returns the code that the user has to add to the providers of the application or of its root module. */
export function providersByHand(
  path: string,
  options: NgAddOptions,
  parts: { readonly http: boolean; readonly session: boolean },
): HandWritten {
  const { names } = storageOf(options);
  return {
    path,
    imports: {
      [HTTP]: parts.http ? ['provideHttpClient', 'withInterceptors'] : [],
      [LIBRARY]: [
        ...(parts.http ? ['authInterceptor'] : []),
        ...(parts.session ? ['provideAuth', ...names] : []),
      ],
    },
    code: [
      '// in the providers of the application:',
      ...(parts.http ? ['provideHttpClient(withInterceptors([authInterceptor])),'] : []),
      ...(parts.session ? [`${providerCode('provideAuth', names, options)},`] : []),
    ].join('\n'),
  };
}

/** Returns the code that the user has to add to a call of `provideHttpClient()`. */
export function interceptorByHand(path: string): HandWritten {
  return {
    path,
    imports: { [HTTP]: ['withInterceptors'], [LIBRARY]: ['authInterceptor'] },
    code: '// as the last argument of provideHttpClient():\nwithInterceptors([authInterceptor]),',
  };
}
