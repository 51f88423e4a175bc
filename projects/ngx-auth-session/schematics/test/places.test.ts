import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleApplication, standaloneApplication } from './support/applications';
import { type Files, runNgAdd } from './support/run-ng-add';

const MAIN = 'src/main.ts';
const CONFIG = 'src/app/app.config.ts';
const BASE = 'src/app/base.config.ts';
const BOOTSTRAP = "import { bootstrapApplication } from '@angular/platform-browser';\n";
const MERGE = "import { mergeApplicationConfig } from '@angular/core';\n";
const BASE_CONFIG = "import { baseConfig } from './base.config';\n";

/** Returns a main file with a configuration, and `more` before the call. */
const main = (config: string, more = ''): string =>
  `${BOOTSTRAP}${more}import { App } from './app/app';

bootstrapApplication(App, ${config}).catch((err) => console.error(err));
`;
const withConfig = (text: string): Files => ({
  [BASE]: 'export const baseConfig = { providers: [first] };\n',
  [CONFIG]: text,
});

/** Places of the list of providers, and applications that have it there. */
const PLACES: Readonly<Record<string, readonly [place: string, files: Files]>> = {
  'in the main file': [MAIN, { [MAIN]: main('{ providers: [first] }') }],
  'in the main file, zoneless': [
    MAIN,
    { [MAIN]: main('{ providers: [provideZonelessChangeDetection(), first] }') },
  ],
  'beside zone.js': [
    CONFIG,
    withConfig(
      'export const appConfig = { providers: [provideZoneChangeDetection({ eventCoalescing: true })] };\n',
    ),
  ],
  'nowhere yet': [MAIN, { [MAIN]: `${BOOTSTRAP}bootstrapApplication(App);\n` }],
  'nowhere yet, in a configuration of other things': [
    CONFIG,
    withConfig('export const appConfig = {};\n'),
  ],
  'merged in the main file': [
    CONFIG,
    {
      [MAIN]: main(
        'mergeApplicationConfig(base, { providers: [] })',
        `${MERGE}import { appConfig as base } from './app/app.config';\n`,
      ),
    },
  ],
  'merged in the file of the configuration': [
    BASE,
    withConfig(
      `${MERGE}${BASE_CONFIG}export const appConfig = mergeApplicationConfig(baseConfig, { providers: [second] });\n`,
    ),
  ],
  'merged within another merge': [
    BASE,
    withConfig(
      `${MERGE}${BASE_CONFIG}const theme = { providers: [second] };
export const appConfig = mergeApplicationConfig(mergeApplicationConfig(baseConfig, theme), { providers: [] });\n`,
    ),
  ],
  'merged from a list': [
    BASE,
    withConfig(
      `${MERGE}${BASE_CONFIG}const all = [baseConfig];\nexport const appConfig = mergeApplicationConfig(...all);\n`,
    ),
  ],
  'merged by another name': [
    BASE,
    withConfig(
      `import { mergeApplicationConfig as merge } from '@angular/core';\n${BASE_CONFIG}export const appConfig = merge(baseConfig, {});\n`,
    ),
  ],
  'merged by a namespace': [
    BASE,
    withConfig(
      `import * as core from '@angular/core';\n${BASE_CONFIG}export const appConfig = core.mergeApplicationConfig(baseConfig, {});\n`,
    ),
  ],
  'merged with what a package configures': [
    CONFIG,
    withConfig(
      `${MERGE}import { shellConfig } from '@acme/shell';\nexport const appConfig = mergeApplicationConfig(shellConfig, { providers: [first] });\n`,
    ),
  ],
  'spread into another configuration': [
    BASE,
    withConfig(`${BASE_CONFIG}export const appConfig = { ...baseConfig };\n`),
  ],
  'spread, with providers of its own': [
    CONFIG,
    withConfig(
      `${BASE_CONFIG}export const appConfig = { ...baseConfig, providers: [...baseConfig.providers, second] };\n`,
    ),
  ],
  'a default export': [
    CONFIG,
    {
      [MAIN]: main('config', "import config from './app/app.config';\n"),
      [CONFIG]: 'export default { providers: [first] } satisfies ApplicationConfig;\n',
    },
  ],
  'a variable that is the default export': [
    CONFIG,
    {
      [MAIN]: main('config', "import config from './app/app.config.js';\n"),
      [CONFIG]: 'const config = { providers: [first] };\nexport default config;\n',
    },
  ],
  'exported by another name, and again by an index': [
    CONFIG,
    {
      [MAIN]: main('appConfig', "import { appConfig } from './app';\n"),
      'src/app/index.ts': "export * from './app';\nexport * from './app.config';\n",
      'src/app/app.ts': 'export class App {}\n',
      [CONFIG]: 'const config = { providers: [first] };\nexport { config as appConfig };\n',
    },
  ],
  'a member of a namespace': [
    CONFIG,
    {
      [MAIN]: main('settings.appConfig', "import * as settings from './app/app.config';\n"),
      [CONFIG]: 'export const appConfig = { providers: [first] };\n',
    },
  ],
  'a member of an object': [
    CONFIG,
    {
      [MAIN]: main('settings.app', "import { settings } from './app/app.config';\n"),
      [CONFIG]: 'export const settings = { app: { providers: [first] } };\n',
    },
  ],
  'what a function returns': [
    CONFIG,
    {
      [MAIN]: main('makeConfig(document)', "import { makeConfig } from './app/app.config';\n"),
      [CONFIG]: 'export function makeConfig(page) {\n  return { providers: [first] };\n}\n',
    },
  ],
  'what a function returns later': [
    CONFIG,
    {
      [MAIN]: main('await makeConfig()', "import { makeConfig } from './app/app.config';\n"),
      [CONFIG]: 'export const makeConfig = async () => ({ providers: [first] });\n',
    },
  ],
  'in a variable of a function': [
    MAIN,
    {
      [MAIN]: `${BOOTSTRAP}
async function start() {
  const config = { providers: [first] };
  await bootstrapApplication(App, config);
}
void start();
`,
    },
  ],
  'in a file of its own': [
    'src/app/providers/index.ts',
    {
      ...withConfig(
        "import { providers } from './providers';\nexport const appConfig = { providers } satisfies ApplicationConfig;\n",
      ),
      'src/app/providers/index.ts': 'export const providers: Provider[] = [first];\n',
    },
  ],
  'under a quoted name': [
    CONFIG,
    withConfig("export const appConfig = { 'providers': [first] };\n"),
  ],
  'joined with another list': [
    CONFIG,
    withConfig('export const appConfig = { providers: [first].concat(more) };\n'),
  ],
  'in a file that the main file loads later': [
    'src/bootstrap.ts',
    {
      [MAIN]: "import('./bootstrap').catch((err) => console.error(err));\n",
      'src/bootstrap.ts': `${BOOTSTRAP}bootstrapApplication(App, { providers: [first] });\n`,
    },
  ],
  'in a file under an alias of tsconfig.json': [
    CONFIG,
    {
      'tsconfig.json':
        '{\n  // comments are allowed\n  "compilerOptions": { "paths": { "@app/*": ["./src/app/*"] } }\n}\n',
      [MAIN]: main('appConfig', "import { appConfig } from '@app/app.config';\n"),
    },
  ],
  'started by another name': [
    MAIN,
    {
      [MAIN]:
        "import { bootstrapApplication as start } from '@angular/platform-browser';\nstart(App, { providers: [first] });\n",
    },
  ],
  'started as custom elements': [
    MAIN,
    {
      [MAIN]:
        "import { createApplication } from '@angular/platform-browser';\nvoid createApplication({ providers: [first] });\n",
    },
  ],
};

for (const [title, [place, files]] of Object.entries(PLACES)) {
  test(`F27 finds the list of providers: ${title}`, async () => {
    const { changed } = await runNgAdd(standaloneApplication(files));
    assert.deepEqual(Object.keys(changed), [place]);
    assert.match(
      changed[place] ?? '',
      /\[\n( *[\w.].*,\n)* *provideHttpClient\(withInterceptors\(\[authInterceptor\]\)\),\n *provideAuth\(\n[^]*withLocalStorage\(\)/,
    );
  });
}

const MODULE = 'src/app/app-module.ts';
const PLATFORM = "import { platformBrowser } from '@angular/platform-browser';\n";
const rootModule = (head: string): Files => ({
  [MODULE]: `import { NgModule } from '@angular/core';\n\n@NgModule({ bootstrap: [App], providers: [first] })\n${head} {}\n`,
});

/** Ways to start a root module. */
const MODULES: Readonly<Record<string, Files>> = {
  'a default export': {
    [MAIN]: `${PLATFORM}import Root from './app/app-module';\nplatformBrowser().bootstrapModule(Root);\n`,
    ...rootModule('export default class AppModule'),
  },
  'under an alias of tsconfig.json': {
    'tsconfig.app.json': '{ "extends": "./tsconfig.json" }',
    'tsconfig.json':
      '{ "compilerOptions": { "baseUrl": "src", "paths": { "@shop/*": ["app/*"] } } }',
    [MAIN]: `${PLATFORM}import { AppModule } from '@shop/app-module';\nplatformBrowser().bootstrapModule(AppModule);\n`,
    ...rootModule('export class AppModule'),
  },
  'in a file that the main file loads later': {
    [MAIN]: "void import('./bootstrap');\n",
    'src/bootstrap.ts': `${PLATFORM}import { AppModule } from './app/app-module';\nplatformBrowser().bootstrapModule(AppModule, { ngZone: 'noop' });\n`,
    ...rootModule('export class AppModule'),
  },
};

for (const [title, files] of Object.entries(MODULES)) {
  test(`F27 finds the root module: ${title}`, async () => {
    const { changed } = await runNgAdd(moduleApplication(files), { storage: 'session' });
    assert.deepEqual(Object.keys(changed), [MODULE]);
    assert.match(changed[MODULE] ?? '', /first,\n *provideHttpClient\([^]*withSessionStorage\(\)/);
  });
}
