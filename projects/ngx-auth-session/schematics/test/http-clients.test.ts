import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleApplication, standaloneApplication } from './support/applications';
import { type Files, runNgAdd } from './support/run-ng-add';

const CONFIG = 'src/app/app.config.ts';
const CORE = 'src/app/core.ts';
const CORE_MODULE = 'src/app/core-module.ts';
const MODULE = 'src/app/app-module.ts';
const HTTP = "import { provideHttpClient, withFetch } from '@angular/common/http';\n";
const NEW = 'provideHttpClient(withInterceptors([authInterceptor]))';
const WITH_FETCH = 'provideHttpClient(withFetch(), withInterceptors([authInterceptor]))';
const CLASS = '{ provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true }';

const config = (list: string, imports = ''): Files => ({
  [CONFIG]: `${imports}export const appConfig = { providers: [${list}] };\n`,
});
const core = (text: string): Files => ({
  ...config('first, core()', "import { core } from './core';\n"),
  [CORE]: `import { makeEnvironmentProviders } from '@angular/core';\n${HTTP}${text}\n`,
});
const helper = `${HTTP}export const testProviders = () => [provideHttpClient(withFetch())];\n`;
const modules = (imports: string, coreModule: string): Files => ({
  [MODULE]: `import { NgModule } from '@angular/core';\nimport { CoreModule } from './core-module';\n\n@NgModule({ imports: [${imports}], bootstrap: [App] })\nexport class AppModule {}\n`,
  [CORE_MODULE]: `import { NgModule } from '@angular/core';\nimport { HttpClientModule, provideHttpClient, withFetch } from '@angular/common/http';\n\n${coreModule}\n`,
});

interface Client {
  readonly files: Files;
  /** The file that gets the interceptor. */
  readonly place: string;
  readonly code: string;
}

/** Ways to set up HttpClient for the whole application. */
const CLIENTS: Readonly<Record<string, Client>> = {
  'in a variable of another file': {
    files: {
      ...config('first, http', "import { http } from './core';\n"),
      [CORE]: `${HTTP}export const http = provideHttpClient(withFetch());\n`,
    },
    place: CORE,
    code: `http = ${WITH_FETCH};`,
  },
  'in a list that is spread': {
    files: {
      ...config('first, ...coreProviders', "import { coreProviders } from './core';\n"),
      [CORE]: `${HTTP}export const coreProviders = [second, provideHttpClient(withFetch())];\n`,
    },
    place: CORE,
    code: `[second, ${WITH_FETCH}]`,
  },
  'in a function that makes environment providers': {
    files: core(
      'export function core() {\n  return makeEnvironmentProviders([provideHttpClient(withFetch())]);\n}',
    ),
    place: CORE,
    code: `makeEnvironmentProviders([${WITH_FETCH}])`,
  },
  'in a function that makes a list': {
    files: core('export const core = () => [provideHttpClient(withFetch())];'),
    place: CORE,
    code: `[${WITH_FETCH}]`,
  },
  'under a name that another file re-exports': {
    files: {
      ...config('provideHttpClient()', "import { provideHttpClient } from './core';\n"),
      [CORE]: "export { provideHttpClient } from '@angular/common/http';\n",
    },
    place: CONFIG,
    code: NEW,
  },
  'twice, so that Angular joins the interceptors of both': {
    files: {
      [CONFIG]: `import { mergeApplicationConfig } from '@angular/core';
${HTTP}import { base } from './core';
export const appConfig = mergeApplicationConfig(base, { providers: [provideHttpClient(withFetch())] });
`,
      [CORE]: `${HTTP}export const base = { providers: [provideHttpClient()] };\n`,
    },
    place: CONFIG,
    code: WITH_FETCH,
  },
  'with features that are spread': {
    files: config('provideHttpClient(...features)', HTTP),
    place: CONFIG,
    code: 'provideHttpClient(...features, withInterceptors([authInterceptor]))',
  },
  'with features that may add interceptors': {
    files: config(
      'provideHttpClient(withInterceptors([logging]), ...features)',
      "import { provideHttpClient, withInterceptors } from '@angular/common/http';\n",
    ),
    place: CONFIG,
    code: '(withInterceptors([logging]), ...features, withInterceptors([authInterceptor]))',
  },
  'with features that add no interceptors': {
    files: config(
      'provideHttpClient(withInterceptors([logging]), withFetch(), withXsrfConfiguration({}))',
      "import { provideHttpClient, withFetch, withInterceptors, withXsrfConfiguration } from '@angular/common/http';\n",
    ),
    place: CONFIG,
    code: 'withInterceptors([logging, authInterceptor]), withFetch()',
  },
  'as a module': {
    files: config(
      'importProvidersFrom(HttpClientModule)',
      "import { importProvidersFrom } from '@angular/core';\nimport { HttpClientModule } from '@angular/common/http';\n",
    ),
    place: CONFIG,
    code: CLASS,
  },
  'in a module that the root module imports': {
    files: modules(
      'CoreModule',
      '@NgModule({ providers: [provideHttpClient(withFetch())] })\nexport class CoreModule {}',
    ),
    place: CORE_MODULE,
    code: WITH_FETCH,
  },
  'in the result of a module with forRoot()': {
    files: modules(
      'CoreModule.forRoot()',
      '@NgModule({})\nexport class CoreModule {\n  static forRoot() {\n    return { ngModule: CoreModule, providers: [provideHttpClient(withFetch())] };\n  }\n}',
    ),
    place: CORE_MODULE,
    code: WITH_FETCH,
  },
  'as a module that another one imports': {
    files: modules(
      'CoreModule',
      '@NgModule({ imports: [HttpClientModule] })\nexport class CoreModule {}',
    ),
    place: MODULE,
    code: CLASS,
  },
};

for (const [title, { files, place, code }] of Object.entries(CLIENTS)) {
  test(`F27 adds the interceptor to the HttpClient of the application: ${title}`, async () => {
    const application = MODULE in files ? moduleApplication : standaloneApplication;
    const { changed } = await runNgAdd(application(files));
    const got = Object.entries(changed).filter(([, text]) => /\b[aA]uthInterceptor\b/.test(text));
    assert.deepEqual(
      got.map(([path]) => path),
      [place],
    );
    assert.ok(changed[place]?.includes(code), changed[place]);
    assert.ok(Object.values(changed).some((text) => text.includes('withLocalStorage()')));
  });
}

test('F27 adds the interceptor to both sides of a choice', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication(
      config('isDevMode() ? provideHttpClient() : provideHttpClient(withFetch())', HTTP),
    ),
  );
  assert.ok(changed[CONFIG]?.includes(`isDevMode() ? ${NEW} : ${WITH_FETCH}`), changed[CONFIG]);
});

const routes = (features: string): Files => ({
  'src/app/app.routes.ts':
    "export const routes = [{ path: 'reports', loadChildren: () => import('./reports/routes') }];\n",
  'src/app/reports/routes.ts': `${HTTP}export default [{ path: '', providers: [provideHttpClient(${features})] }];\n`,
});

/** Calls that are unrelated to the HttpClient of the application. */
const UNRELATED: Readonly<Record<string, Files>> = {
  'a test helper': { 'src/testing/http.helper.ts': helper },
  'a test helper beside the configuration': { 'src/app/test-providers.ts': helper },
  'a helper that a spec imports': {
    'src/testing/setup.ts': helper,
    'src/app/app.spec.ts': "import { testProviders } from '../testing/setup';\n",
  },
  'a test module': {
    'src/testing/test-module.ts':
      "import { NgModule } from '@angular/core';\nimport { HttpClientModule } from '@angular/common/http';\n@NgModule({ imports: [HttpClientModule] })\nexport class TestModule {}\n",
  },
  'a helper that sets up the session': {
    'src/testing/session.ts':
      "import { authInterceptor, provideAuth } from 'ngx-auth-session';\nexport const session = [provideAuth({ endpoints: { login: '/' } }), authInterceptor];\n",
  },
  stories: { 'src/stories/preview.ts': helper },
  'a function that the application imports for another purpose': {
    'src/app/app.ts': "export * from './testing';\nexport class App {}\n",
    'src/app/testing.ts': helper,
  },
  'the configuration of the server': {
    'src/main.server.ts': "export { config as default } from './app/app.config.server';\n",
    'src/app/app.config.server.ts': `${HTTP}export const config = { providers: [provideHttpClient(withFetch())] };\n`,
  },
  'a part of the application that forwards its requests': routes('withRequestsMadeViaParent()'),
};

for (const [title, files] of Object.entries(UNRELATED)) {
  test(`F27 sets up the application despite ${title}`, async () => {
    const { changed, logged } = await runNgAdd(standaloneApplication(files));
    assert.deepEqual(Object.keys(changed), [CONFIG]);
    assert.ok(changed[CONFIG]?.includes(NEW), changed[CONFIG]);
    assert.ok(!logged.some((line) => line.startsWith('warn')), logged.join('\n'));
  });
}

test('F27 warns about a part of the application that has its own HttpClient', async () => {
  const { changed, logged } = await runNgAdd(standaloneApplication(routes('withFetch()')));
  assert.deepEqual(Object.keys(changed), [CONFIG]);
  assert.match(
    logged.join('\n'),
    /warn: src\/app\/reports\/routes\.ts: provideHttpClient\(\) .*withRequestsMadeViaParent\(\) from '@angular\/common\/http'/,
  );
});
