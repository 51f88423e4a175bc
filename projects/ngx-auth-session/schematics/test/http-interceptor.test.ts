import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applicationProject,
  moduleApplication,
  standaloneApplication,
  workspace,
} from './support/applications';
import { runNgAdd } from './support/run-ng-add';

const CONFIG = 'src/app/app.config.ts';
const MODULE = 'src/app/app-module.ts';

/** A file with `provideAuth()`, for tests about other parts of the setup. */
const SET_UP = {
  'src/app/session.ts': `import { provideAuth } from 'ngx-auth-session';

export const session = provideAuth({ endpoints: { login: '/api/login' } });
`,
};

interface Case {
  readonly title: string;
  readonly http: string;
  readonly imports: string;
  readonly then: string;
  readonly thenImports?: string;
}

const CASES: readonly Case[] = [
  {
    title: 'in an empty list',
    imports: 'provideHttpClient, withInterceptors',
    http: 'provideHttpClient(withInterceptors([]))',
    then: 'provideHttpClient(withInterceptors([authInterceptor]))',
  },
  {
    title: 'behind existing interceptors',
    imports: 'provideHttpClient, withInterceptors',
    http: 'provideHttpClient(withInterceptors([logging, caching]))',
    then: 'provideHttpClient(withInterceptors([logging, caching, authInterceptor]))',
  },
  {
    title: 'behind existing interceptors, each on its own line',
    imports: 'provideHttpClient, withInterceptors',
    http: 'provideHttpClient(\n      withInterceptors([\n        logging, // first\n        caching // second\n      ]),\n    )',
    then: 'provideHttpClient(\n      withInterceptors([\n        logging, // first\n        caching, // second\n        authInterceptor\n      ]),\n    )',
  },
  {
    title: 'behind a list that another expression creates',
    imports: 'provideHttpClient, withInterceptors',
    http: 'provideHttpClient(withInterceptors(interceptors))',
    then: 'provideHttpClient(withInterceptors([...interceptors, authInterceptor]))',
  },
  {
    title: 'in a new list',
    imports: 'provideHttpClient, withFetch',
    http: 'provideHttpClient(withFetch())',
    then: 'provideHttpClient(withFetch(), withInterceptors([authInterceptor]))',
    thenImports: 'provideHttpClient, withFetch, withInterceptors',
  },
  {
    title: 'in a new list, if provideHttpClient() has no arguments',
    imports: 'provideHttpClient',
    http: 'provideHttpClient()',
    then: 'provideHttpClient(withInterceptors([authInterceptor]))',
    thenImports: 'provideHttpClient, withInterceptors',
  },
  {
    title: 'behind the classes of HTTP_INTERCEPTORS',
    imports: 'provideHttpClient, withInterceptorsFromDi',
    http: 'provideHttpClient(withInterceptorsFromDi())',
    then: 'provideHttpClient(withInterceptorsFromDi(), withInterceptors([authInterceptor]))',
    thenImports: 'provideHttpClient, withInterceptorsFromDi, withInterceptors',
  },
  {
    title: 'behind the classes of HTTP_INTERCEPTORS, which follow a list',
    imports: 'provideHttpClient, withInterceptors, withInterceptorsFromDi',
    http: 'provideHttpClient(withInterceptors([logging]), withInterceptorsFromDi())',
    then: `provideHttpClient(
      withInterceptors([logging]),
      withInterceptorsFromDi(),
      withInterceptors([authInterceptor]),
    )`,
  },
  {
    title: 'in the list behind the classes of HTTP_INTERCEPTORS',
    imports: 'provideHttpClient, withInterceptors, withInterceptorsFromDi',
    http: 'provideHttpClient(withInterceptorsFromDi(), withInterceptors([logging]))',
    then: 'provideHttpClient(withInterceptorsFromDi(), withInterceptors([logging, authInterceptor]))',
  },
  {
    title: 'if the functions have other local names',
    imports: 'provideHttpClient as http, withInterceptors as through',
    http: 'http(through([logging]))',
    then: 'http(through([logging, authInterceptor]))',
  },
];

for (const { title, imports, http, then, thenImports = imports } of CASES) {
  test(`the interceptor is added as the last one: ${title}`, async () => {
    const config = (names: string, call: string, more = '') =>
      `import { ${names} } from '@angular/common/http';
import { ApplicationConfig } from '@angular/core';
${more}import { caching, interceptors, logging } from './interceptors';
import { session } from './session';

export const appConfig: ApplicationConfig = {
  providers: [
    session,
    ${call},
  ],
};
`;
    const { changed } = await runNgAdd(
      standaloneApplication({ ...SET_UP, [CONFIG]: config(imports, http) }),
    );
    const more = "import { authInterceptor } from 'ngx-auth-session';\n";
    assert.deepEqual(changed, { [CONFIG]: config(thenImports, then, more) });
  });
}

test('a namespace import is recognized', async () => {
  const config = (http: string, more = '') => `import * as http from '@angular/common/http';
${more}import { session } from './session';

export const appConfig = { providers: [session, ${http}] };
`;
  const { changed } = await runNgAdd(
    standaloneApplication({
      ...SET_UP,
      [CONFIG]: config('http.provideHttpClient(http.withInterceptors([]))'),
    }),
  );
  const more = "import { authInterceptor } from 'ngx-auth-session';\n";
  assert.deepEqual(changed, {
    [CONFIG]: config('http.provideHttpClient(http.withInterceptors([authInterceptor]))', more),
  });
});

test("the application's own authInterceptor keeps its name, and a warning mentions it", async () => {
  const { changed, logged } = await runNgAdd(
    standaloneApplication({
      ...SET_UP,
      [CONFIG]: `import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { authInterceptor } from './auth.interceptor';
import { session } from './session';

export const appConfig = {
  providers: [session, provideHttpClient(withInterceptors([authInterceptor]))],
};
`,
    }),
  );
  assert.deepEqual(changed, {
    [CONFIG]: `import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { authInterceptor as authSessionInterceptor } from 'ngx-auth-session';
import { authInterceptor } from './auth.interceptor';
import { session } from './session';

export const appConfig = {
  providers: [session, provideHttpClient(withInterceptors([authInterceptor, authSessionInterceptor]))],
};
`,
  });
  assert.match(
    logged.join('\n'),
    /warn: src\/app\/app\.config\.ts has its own authInterceptor.*remove it/,
  );
});

test('HttpClientModule gets the interceptor class behind those of the application', async () => {
  const module = (imports: string, more: string, provider: string) => `import {
  HTTP_INTERCEPTORS,
  HttpClientModule,
} from '@angular/common/http';
import { NgModule } from '@angular/core';
${imports}import { App } from './app';
import { Logging } from './logging';
import { session } from './session';

@NgModule({
  declarations: [App],
  imports: [HttpClientModule],
  providers: [
    session,
    { provide: HTTP_INTERCEPTORS, useClass: Logging, multi: true },${more}${provider}
  ],
  bootstrap: [App],
})
export class AppModule {}
`;
  const { changed } = await runNgAdd(
    moduleApplication({ ...SET_UP, [MODULE]: module('', '', '') }),
  );
  assert.deepEqual(changed, {
    [MODULE]: module(
      "import { AuthInterceptor } from 'ngx-auth-session';\n",
      '\n    ',
      '{ provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true },',
    ),
  });
});

test('imports of types, in specs and in installed packages do not count as a setup', async () => {
  const config = (http: string, session: string, call: string) =>
    `import type { HttpInterceptorFn } from '@angular/common/http';
${http}${session}import { session } from './session';

export const appConfig = {
  providers: [session${call}],
};
`;
  const uses = `import { provideHttpClient } from '@angular/common/http';
import { authInterceptor } from 'ngx-auth-session';
`;
  const { 'src/main.ts': main = '' } = standaloneApplication();
  const { changed } = await runNgAdd({
    ...standaloneApplication(workspace({ shop: applicationProject('.') })),
    ...{ 'main.ts': main, 'app/session.ts': SET_UP['src/app/session.ts'] },
    'app/app.config.ts': config('', '', ''),
    'app/app.spec.ts': uses,
    'node_modules/other/index.ts': uses,
  });
  assert.deepEqual(changed, {
    'app/app.config.ts': config(
      "import { provideHttpClient, withInterceptors } from '@angular/common/http';\n",
      "import { authInterceptor } from 'ngx-auth-session';\n",
      ', provideHttpClient(withInterceptors([authInterceptor]))',
    ),
  });
});

test('a file with several modules gets the setup in the module that starts the application', async () => {
  const module = (providers: string) => `import { NgModule } from '@angular/core';
import { session } from './session';

@NgModule({ providers: [] })
export class PartsModule {}

@NgModule({ bootstrap: [App], providers: [${providers}] })
export class AppModule {}
`;
  const { changed } = await runNgAdd(moduleApplication({ ...SET_UP, [MODULE]: module('session') }));
  assert.match(
    changed[MODULE] ?? '',
    /@NgModule\(\{ providers: \[\] \}\)[^]*providers: \[session, provideHttpClient\(/,
  );
});
