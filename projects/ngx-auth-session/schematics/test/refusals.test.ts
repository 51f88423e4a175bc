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
const library = { projectType: 'library', root: 'projects/ui', architect: {} };
const application = applicationProject();
const PAGE = { loginPage: true };

/** All code that a session needs, as `ng add` prints it without options. */
const WHOLE_SESSION = [
  "import { provideHttpClient, withInterceptors } from '@angular/common/http';",
  "import { authInterceptor, provideAuth, withLocalStorage } from 'ngx-auth-session';",
  'provideHttpClient(withInterceptors([authInterceptor])),',
  "login: '/api/login',",
  'withLocalStorage(),',
];

/** Returns a pattern for a text that contains all parts. */
function says(...parts: (string | readonly string[])[]): RegExp {
  const literals = parts.flat().map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(literals.map((part) => `(?=[^]*${part})`).join(''));
}

/** Returns an application that starts with a configuration. */
function mainWith(config: string, imports = ''): Files {
  return standaloneApplication({
    'src/main.ts': `import { bootstrapApplication } from '@angular/platform-browser';
${imports}bootstrapApplication(App, ${config});
`,
  });
}

interface Refusal {
  readonly title: string;
  readonly files: Files;
  readonly options?: Partial<NgAddOptions>;
  readonly says: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  {
    title: 'a folder without angular.json',
    files: { 'package.json': '{}' },
    says: /no angular\.json here/,
  },
  {
    title: 'a workspace without an application',
    files: workspace({ ui: library }),
    says: /no application.*ng generate application/,
  },
  {
    title: 'several applications and no choice',
    files: workspace({ shop: application, office: application, ui: library }),
    says: /several applications.*--project=shop, --project=office$/,
  },
  {
    title: 'a project that does not exist',
    files: standaloneApplication(),
    options: { project: 'shpo' },
    says: /no project "shpo".*--project=shop/,
  },
  {
    title: 'a library',
    files: { ...standaloneApplication(), ...workspace({ shop: application, ui: library }) },
    options: { project: 'ui' },
    says: /"ui" is a library.*--project=shop/,
  },
  {
    title: 'an application without a build target',
    files: workspace({ shop: { ...application, architect: {} } }),
    says: /no build target/,
  },
  {
    title: 'a main file that does not exist',
    files: workspace({ shop: application }),
    says: /main file src\/main\.ts does not exist/,
  },
  {
    title: 'a main file that starts nothing',
    files: standaloneApplication({ 'src/main.ts': 'console.log(1);\n' }),
    says: /neither bootstrapApplication\(\) nor bootstrapModule\(\)/,
  },
  {
    title: 'a root module by an alias that leads nowhere',
    files: moduleApplication({
      'src/main.ts': `import { platformBrowser } from '@angular/platform-browser';
import { AppModule } from '@shop/app-module';
platformBrowser().bootstrapModule(AppModule);
`,
    }),
    says: says(
      "src/main.ts: ng add can't read the root module as a class with @NgModule({ ... })",
      "// AppModule in '@shop/app-module'\n",
      WHOLE_SESSION,
    ),
  },
  {
    title: 'a configuration that a package makes',
    files: mainWith('shopConfig()', "import { shopConfig } from '@shop/config';\n"),
    says: says("// shopConfig in '@shop/config'\n", WHOLE_SESSION),
  },
  {
    title: 'a configuration that a function makes in steps',
    files: {
      ...mainWith('makeConfig()', "import { makeConfig } from './app/make-config';\n"),
      'src/app/make-config.ts':
        'export function makeConfig() {\n  const config = { providers: [] };\n  if (location.hash) return config;\n  return { providers: [] };\n}\n',
    },
    says: says('// src/app/make-config.ts\n', WHOLE_SESSION),
  },
  {
    title: 'a configuration that is chosen at the start',
    files: mainWith('isDevMode() ? { providers: [a] } : { providers: [b] }'),
    says: says("src/main.ts: ng add can't read the configuration", WHOLE_SESSION),
  },
  {
    title: 'a merge of configurations, none of which can be read',
    files: standaloneApplication({
      [CONFIG]: `import { mergeApplicationConfig } from '@angular/core';
import { one, two } from '@shop/config';
export const appConfig = mergeApplicationConfig(one, two);
`,
    }),
    says: says('the configuration of the application', '// src/app/app.config.ts\n', WHOLE_SESSION),
  },
  {
    title: 'providers that a function makes',
    files: standaloneApplication({
      [CONFIG]: 'export const appConfig = { providers: makeProviders() };\n',
    }),
    says: says(
      "src/app/app.config.ts: ng add can't read the list of providers",
      'Nothing was changed',
      '// src/app/app.config.ts\n',
      WHOLE_SESSION,
    ),
  },
  {
    title: 'unreadable providers with a refresh cookie, which the printed code contains',
    files: standaloneApplication({
      [CONFIG]: 'export const appConfig = { providers: makeProviders() };\n',
    }),
    options: { storage: 'cookie', refreshEndpoint: '/token', logoutEndpoint: 'none' },
    says: says(
      "import { authInterceptor, provideAuth, withRefreshCookie } from 'ngx-auth-session';",
      "refresh: '/token',",
      'withRefreshCookie(),',
    ),
  },
  {
    title: 'provideHttpClient() in a project that other applications share',
    files: {
      ...standaloneApplication({
        [CONFIG]:
          "import { core } from '@acme/core';\nexport const appConfig = { providers: [core()] };\n",
        'libs/core/src/index.ts': "export * from './core';\n",
        'libs/core/src/core.ts': `import { provideHttpClient } from '@angular/common/http';
export const core = () => [provideHttpClient()];
`,
        'tsconfig.json':
          '{ "compilerOptions": { "paths": { "@acme/core": ["libs/core/src/index.ts"] } } }',
      }),
      ...workspace({ shop: application, core: { ...library, root: 'libs/core' } }),
    },
    says: says(
      'libs/core/src/core.ts: provideHttpClient() is called here',
      "// libs/core/src/core.ts\n  import { withInterceptors } from '@angular/common/http';\n  import { authInterceptor } from 'ngx-auth-session';",
      'withInterceptors([authInterceptor])',
      "// src/app/app.config.ts\n  import { provideAuth, withLocalStorage } from 'ngx-auth-session';",
      'withLocalStorage(),',
    ),
  },
  {
    title: 'provideHttpClient() in a function of several steps',
    files: standaloneApplication({
      [CONFIG]:
        "import { http } from './http';\nexport const appConfig = { providers: [first, http()] };\n",
      'src/app/http.ts': `import { provideHttpClient } from '@angular/common/http';
export function http() {
  const providers = [];
  providers.push(provideHttpClient());
  if (isDevMode()) return providers;
  return [...providers, second];
}
`,
    }),
    says: says(
      'src/app/http.ts: provideHttpClient() is called here',
      '// src/app/http.ts\n',
      'withInterceptors([authInterceptor])',
      '// src/app/app.config.ts\n',
      'withLocalStorage(),',
    ),
  },
  {
    title: 'a second provideHttpClient() that depends on a choice',
    files: standaloneApplication({
      [CONFIG]: `import { provideHttpClient } from '@angular/common/http';
export const appConfig = { providers: [provideHttpClient(), isDevMode() ? provideHttpClient() : []] };
`,
    }),
    says: says(
      'provideHttpClient() is called more than once',
      'withInterceptors([authInterceptor])',
    ),
  },
  {
    title: 'a login page in an application without a router',
    files: standaloneApplication({ [CONFIG]: 'export const appConfig = { providers: [] };\n' }),
    options: PAGE,
    says: says(
      'src/app/app.config.ts: the application has no router',
      "import { provideRouter } from '@angular/router';",
      'provideRouter([]),',
      '<router-outlet />',
    ),
  },
  {
    title: 'a login page if its file already exists',
    files: standaloneApplication({ 'src/app/login/login.ts': 'export class Login {}\n' }),
    options: PAGE,
    says: /^src\/app\/login\/login\.ts exists.*Nothing was changed/,
  },
  {
    title: 'an empty URL of the login endpoint',
    files: standaloneApplication(),
    options: { loginEndpoint: '' },
    says: /loginEndpoint.*NOT have fewer than 1 characters/,
  },
  {
    title: 'a storage that does not exist',
    files: standaloneApplication(),
    options: { storage: 'cloud' as 'local' },
    says: /storage.*allowed values/,
  },
];

for (const { title, files, options, says } of REFUSALS) {
  test(`F27 fails with a message and changes nothing: ${title}`, async () => {
    // The CLI writes no changes if a run throws.
    await assert.rejects(runNgAdd(files, options), ({ message }: Error) => {
      assert.match(message.trim(), says);
      return true;
    });
  });
}
