import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NgAddOptions } from '../ng-add/ng-add.options';
import {
  applicationProject,
  moduleApplication,
  standaloneApplication,
  workspace,
} from './support/applications';
import { type Files, runNgAdd } from './support/run-ng-add';

const CONFIG = 'src/app/app.config.ts';

test('a new application of standalone components is set up, and the run reports each change', async () => {
  const { changed, logged } = await runNgAdd(standaloneApplication());
  assert.deepEqual(changed, {
    [CONFIG]: `import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideRouter } from '@angular/router';
import { authInterceptor, provideAuth, withLocalStorage } from 'ngx-auth-session';

import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(
      {
        endpoints: {
          login: '/api/login',
          refresh: '/api/refresh-token',
          logout: '/api/logout',
          user: '/api/current-user',
        },
      },
      withLocalStorage(),
    ),
  ],
};
`,
  });
  const [http, session, types, ...more] = logged;
  assert.deepEqual(
    [http, session],
    [
      'info: src/app/app.config.ts: added provideHttpClient() with the interceptor.',
      'info: src/app/app.config.ts: added provideAuth(), which stores the session in local storage.',
    ],
  );
  assert.match(types ?? '', /\/\/ src\/auth-types\.ts\n[^]*interface AuthTypes \{/);
  assert.deepEqual(more, []);
});

test('a new application of NgModules is set up in its root module', async () => {
  const { changed } = await runNgAdd(moduleApplication(), { storage: 'cookie' });
  assert.deepEqual(changed, {
    'src/app/app-module.ts': `import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { NgModule, provideBrowserGlobalErrorListeners } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';
import { authInterceptor, provideAuth, withRefreshCookie } from 'ngx-auth-session';

import { AppRoutingModule } from './app-routing-module';
import { App } from './app';

@NgModule({
  declarations: [App],
  imports: [BrowserModule, AppRoutingModule],
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(
      {
        endpoints: {
          login: '/api/login',
          refresh: '/api/refresh-token',
          logout: '/api/logout',
          user: '/api/current-user',
        },
      },
      withRefreshCookie(),
    ),
  ],
  bootstrap: [App],
})
export class AppModule {}
`,
  });
});

const APPLICATIONS: Readonly<Record<string, Files>> = {
  'standalone components': standaloneApplication(),
  NgModules: moduleApplication(),
  'NgModules, set up with AuthModule': moduleApplication({
    'src/app/app.ts': "export * from './core-module';\n",
    'src/app/core-module.ts': "import { AuthModule } from 'ngx-auth-session';\n",
  }),
};

for (const [title, files] of Object.entries(APPLICATIONS)) {
  test(`a second run changes nothing and reports that: ${title}`, async () => {
    const first = await runNgAdd(files, { loginPage: true });
    const { changed, logged } = await runNgAdd(first.files, { loginPage: true, storage: 'memory' });
    assert.deepEqual(changed, {});
    assert.equal(logged.length, 3);
    for (const line of logged) assert.match(line, /already .*; not changed\.$/);
  });
}

const STORAGES: readonly (readonly [NgAddOptions['storage'], RegExp])[] = [
  ['memory', /provideAuth\(\{\n {6}endpoints/],
  ['local', /\},\n {6}withLocalStorage\(\),\n {4}\),/],
  ['session', /\},\n {6}withSessionStorage\(\),\n {4}\),/],
  ['cookie', /\},\n {6}withRefreshCookie\(\),\n {4}\),/],
];

for (const [storage, code] of STORAGES) {
  test(`the session is stored in the chosen storage: ${storage}`, async () => {
    const { changed } = await runNgAdd(standaloneApplication(), { storage });
    assert.match(changed[CONFIG] ?? '', code);
  });
}

test('the endpoint URLs are written unchanged, and missing endpoints are left out', async () => {
  const { changed, logged } = await runNgAdd(standaloneApplication(), {
    loginEndpoint: "https://id.example.com/o'login",
    refreshEndpoint: 'none',
    logoutEndpoint: '',
    userEndpoint: '/me',
  });
  assert.match(
    changed[CONFIG] ?? '',
    /endpoints: \{\n +login: 'https:\/\/id\.example\.com\/o\\'login',\n +user: '\/me',\n +\}/,
  );
  const advice = logged.filter((line) => line.startsWith('warn: '));
  assert.equal(advice.length, 1);
  assert.match(advice[0] ?? '', /id\.example\.com .*allowedOrigins/);
});

test('the chosen application of several is set up, whatever its source folder is', async () => {
  const { 'src/main.ts': main = '', [CONFIG]: config = '' } = standaloneApplication();
  const files = {
    ...workspace({
      shop: applicationProject(),
      office: applicationProject('apps/office/code'),
    }),
    'src/main.ts': main,
    [CONFIG]: config,
    'apps/office/code/main.ts': main,
    'apps/office/code/app/app.config.ts': config,
  };
  const { changed } = await runNgAdd(files, { project: 'office' });
  assert.deepEqual(Object.keys(changed), ['apps/office/code/app/app.config.ts']);
});

test('provideAuth() of another package keeps its name', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication({
      [CONFIG]: `import { provideAuth } from '@angular/fire/auth';
export const appConfig = { providers: [provideAuth(() => getAuth())] };
`,
    }),
  );
  assert.match(changed[CONFIG] ?? '', /provideAuth as provideAuthSession/);
  assert.match(
    changed[CONFIG] ?? '',
    /\n +provideAuth\(\(\) => getAuth\(\)\),\n[^]*\n +provideAuthSession\(\n/,
  );
});
