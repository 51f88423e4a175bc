import type { HandWritten } from './by-hand';
import type { NgAddOptions } from './ng-add.options';
import { HTTP, LIBRARY } from './package-names';
import { literal as quoted } from './text-style';

const FEATURES = {
  memory: { names: [], keeps: 'memory' },
  local: { names: ['withLocalStorage'], keeps: 'local storage' },
  session: { names: ['withSessionStorage'], keeps: 'session storage' },
  cookie: { names: ['withRefreshCookie'], keeps: 'a refresh cookie' },
} as const;

/** The functions that add the storage which was asked for, and what that is called. */
export function storageOf({ storage }: NgAddOptions): {
  readonly names: readonly string[];
  readonly keeps: string;
} {
  return FEATURES[storage];
}

/**
 * A call of `provideAuth()`.
 *
 * @param provideAuth what the file calls it
 * @param features what the file calls the functions of the storage
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

/** The endpoints that the server has. */
export function endpointsOf(options: NgAddOptions): [name: string, url: string][] {
  const endpoints: [string, string][] = [
    ['login', options.loginEndpoint],
    ['refresh', options.refreshEndpoint],
    ['logout', options.logoutEndpoint],
    ['user', options.userEndpoint],
  ];
  // A prompt with a default takes an empty answer for that default, so there is a word for none.
  return endpoints.filter(([, url]) => url !== '' && url !== 'none');
}

/** What to write into the list of providers of an application, or of its root module. */
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
      '// among the providers of the application:',
      ...(parts.http ? ['provideHttpClient(withInterceptors([authInterceptor])),'] : []),
      ...(parts.session ? [`${providerCode('provideAuth', names, options)},`] : []),
    ].join('\n'),
  };
}

/** What to write into a call of `provideHttpClient()`. */
export function interceptorByHand(path: string): HandWritten {
  return {
    path,
    imports: { [HTTP]: ['withInterceptors'], [LIBRARY]: ['authInterceptor'] },
    code: '// in provideHttpClient(), behind all its other arguments:\nwithInterceptors([authInterceptor]),',
  };
}
