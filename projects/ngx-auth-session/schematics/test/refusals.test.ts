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
    title: 'a root module by an alias of tsconfig.json',
    files: moduleApplication({
      'src/main.ts': `import { platformBrowser } from '@angular/platform-browser';
import { AppModule } from '@shop/app-module';
platformBrowser().bootstrapModule(AppModule);
`,
    }),
    says: /src\/@shop\/app-module\.ts does not exist/,
  },
  {
    title: 'a configuration that a function makes',
    files: standaloneApplication({
      'src/main.ts': `import { bootstrapApplication } from '@angular/platform-browser';
import { makeConfig } from './app/make-config';
bootstrapApplication(App, makeConfig());
`,
    }),
    says: /^src\/main\.ts: .*provideAuth\(/s,
  },
  {
    title: 'providers that a function makes',
    files: standaloneApplication({
      [CONFIG]: 'export const appConfig = { providers: makeProviders() };\n',
    }),
    says: /^src\/app\/app\.config\.ts: the providers are not a list.*Nothing was changed/s,
  },
  {
    title: 'provideHttpClient() in another file',
    files: standaloneApplication({
      'src/app/http.ts': `import { provideHttpClient } from '@angular/common/http';
export const http = provideHttpClient();
`,
    }),
    says: /^src\/app\/http\.ts: .*withInterceptors\(\[authInterceptor\]\)/s,
  },
  {
    title: 'provideHttpClient() twice',
    files: standaloneApplication({
      [CONFIG]: `import { provideHttpClient } from '@angular/common/http';
export const appConfig = { providers: [isDevMode() ? provideHttpClient() : provideHttpClient()] };
`,
    }),
    says: /provideHttpClient\(\) is called more than once/,
  },
  {
    title: 'a login page in an application without a router',
    files: standaloneApplication({ [CONFIG]: 'export const appConfig = { providers: [] };\n' }),
    options: PAGE,
    says: /no router.*provideRouter\(routes\)/s,
  },
  {
    title: 'a login page where the file with the routes is missing',
    files: standaloneApplication({ 'src/app/app.routes.ts': '' }),
    options: PAGE,
    says: /routes are not a list.*path: 'login'/s,
  },
  {
    title: 'a login page where a file is in its place',
    files: standaloneApplication({ 'src/app/login/login.ts': 'export class Login {}\n' }),
    options: PAGE,
    says: /^src\/app\/login\/login\.ts exists.*Nothing was changed/,
  },
  {
    title: 'an empty address to sign in at',
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
  test(`is refused with a message: ${title}`, async () => {
    // The CLI writes nothing of a run that throws.
    await assert.rejects(runNgAdd(files, options), ({ message }: Error) => {
      assert.match(message.trim(), says);
      return true;
    });
  });
}
