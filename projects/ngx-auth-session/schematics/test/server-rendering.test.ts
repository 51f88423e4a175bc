import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applicationProject,
  moduleApplication,
  standaloneApplication,
  workspace,
} from './support/applications';
import { type Files, runNgAdd } from './support/run-ng-add';

const SERVER_MAIN = 'src/main.server.ts';
const SERVER_CONFIG = 'src/app/app.config.server.ts';
const SERVER_ROUTES = 'src/app/app.routes.server.ts';
const CONFIG = 'src/app/app.config.ts';
const PAGE = { loginPage: true };
const LOGIN = "{ path: 'login', renderMode: RenderMode.Client }";

const RENDERED = workspace({
  shop: applicationProject('src', {
    architect: {
      build: {
        builder: '@angular/build:application',
        options: { browser: 'src/main.ts', server: SERVER_MAIN, outputMode: 'server' },
      },
    },
  }),
});

/** The additional files of `ng new --ssr`, with the server routes in a separate file. */
const serverFiles = (routes: string): Files => ({
  ...RENDERED,
  [SERVER_MAIN]: `import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { config } from './app/app.config.server';

export default (context: BootstrapContext) => bootstrapApplication(App, config, context);
`,
  [SERVER_CONFIG]: `import { mergeApplicationConfig, ApplicationConfig } from '@angular/core';
import { provideServerRendering, withRoutes } from '@angular/ssr';
import { appConfig } from './app.config';
import { serverRoutes } from './app.routes.server';

const serverConfig: ApplicationConfig = {
  providers: [provideServerRendering(withRoutes(serverRoutes))],
};

export const config = mergeApplicationConfig(appConfig, serverConfig);
`,
  [SERVER_ROUTES]: routes,
});

const routesFile = (list: string, imports = 'RenderMode, ServerRoute'): string =>
  `import { ${imports} } from '@angular/ssr';

export const serverRoutes: ServerRoute[] = ${list};
`;

/** Lists of server routes, before and after. */
const LISTS: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'as ng new writes it',
    routesFile('[\n  {\n    path: "**",\n    renderMode: RenderMode.Prerender\n  }\n]'),
    routesFile(
      `[\n  ${LOGIN},\n  {\n    path: "**",\n    renderMode: RenderMode.Prerender\n  }\n]`,
    ),
  ],
  ['an empty list', routesFile('[]'), routesFile(`[${LOGIN}]`)],
  [
    'with another name for RenderMode',
    routesFile(
      "[\n  { path: '**', renderMode: Mode.Server },\n]",
      'RenderMode as Mode, ServerRoute',
    ),
    routesFile(
      "[\n  { path: 'login', renderMode: Mode.Client },\n  { path: '**', renderMode: Mode.Server },\n]",
      'RenderMode as Mode, ServerRoute',
    ),
  ],
  [
    'of other lists, without RenderMode',
    routesFile('[\n  ...pages,\n]', 'ServerRoute'),
    routesFile(`[\n  ${LOGIN},\n  ...pages,\n]`, 'ServerRoute, RenderMode'),
  ],
];

for (const [title, before, after] of LISTS) {
  test(`F27 renders the login page in the browser: ${title}`, async () => {
    const { changed, files, logged } = await runNgAdd(
      standaloneApplication(serverFiles(before)),
      PAGE,
    );
    assert.equal(changed[SERVER_ROUTES], after);
    assert.ok(!(SERVER_CONFIG in changed));
    assert.match(
      logged.join('\n'),
      /warn: .*no session: .*to src\/app\/app\.routes\.server\.ts, such as .*RenderMode\.Client/,
    );
    const again = await runNgAdd(files, PAGE);
    assert.deepEqual(again.changed, {});
  });
}

test('F27 renders the login page in the browser: in an application of NgModules', async () => {
  const server = serverFiles(routesFile('[]'));
  const { changed } = await runNgAdd(
    moduleApplication({
      ...RENDERED,
      [SERVER_ROUTES]: server[SERVER_ROUTES] ?? '',
      [SERVER_MAIN]: "export { AppServerModule as default } from './app/app.module.server';\n",
      'src/app/app.module.server.ts': `import { NgModule } from '@angular/core';
import { provideServerRendering, withRoutes } from '@angular/ssr';
import { serverRoutes as routes } from './app.routes.server';

@NgModule({ imports: [AppModule], providers: [provideServerRendering(withRoutes(routes))] })
export class AppServerModule {}
`,
    }),
    PAGE,
  );
  assert.equal(changed[SERVER_ROUTES], routesFile(`[${LOGIN}]`));
});

test('F27 renders the login page in the browser: with the routes in the configuration', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication({
      ...serverFiles(''),
      [SERVER_CONFIG]: `import * as ssr from '@angular/ssr';
export const config = { providers: [ssr.provideServerRendering(ssr.withRoutes([]))] };
`,
    }),
    PAGE,
  );
  assert.ok(changed[SERVER_CONFIG]?.includes(`withRoutes([${LOGIN}])`), changed[SERVER_CONFIG]);
});

test('F27 warns about a login page that the server renders, and does not change its route', async () => {
  const routes = routesFile("[{ path: 'login', renderMode: RenderMode.Server }]");
  const { changed, logged } = await runNgAdd(standaloneApplication(serverFiles(routes)), PAGE);
  assert.ok(!(SERVER_ROUTES in changed));
  assert.match(
    logged.join('\n'),
    /warn: src\/app\/app\.routes\.server\.ts: .*"login" to RenderMode\.Client/,
  );
});

for (const [title, config] of Object.entries({
  'no routes of the server':
    "import { provideServerRendering } from '@angular/ssr';\nexport const config = { providers: [provideServerRendering()] };\n",
  'routes that a function makes':
    "import { provideServerRendering, withRoutes } from '@angular/ssr';\nexport const config = { providers: [provideServerRendering(withRoutes(makeRoutes()))] };\n",
})) {
  test(`F27 prints the code for the server routes: ${title}`, async () => {
    const { changed, logged } = await runNgAdd(
      standaloneApplication({ ...serverFiles(''), [SERVER_CONFIG]: config }),
      PAGE,
    );
    assert.ok(!(SERVER_CONFIG in changed));
    const text = logged.join('\n');
    for (const part of [
      '// src/app/app.config.server.ts\n',
      "import { RenderMode, provideServerRendering, withRoutes } from '@angular/ssr';",
      `${LOGIN},`,
    ]) {
      assert.ok(text.includes(part), text);
    }
  });
}

for (const [version, code] of [
  ['^21.2.0', 'provideHttpClient(withFetch(), withInterceptors([authInterceptor]))'],
  ['^22.0.0', 'provideHttpClient(withInterceptors([authInterceptor]))'],
]) {
  test(`server rendering without XMLHttpRequest: Angular ${version} gets ${code}`, async () => {
    const manifest = JSON.stringify({ dependencies: { '@angular/core': version } });
    const { changed } = await runNgAdd(
      standaloneApplication({ ...serverFiles(routesFile('[]')), 'package.json': manifest }),
    );
    assert.ok(changed[CONFIG]?.includes(`${code},`), changed[CONFIG]);
  });
}
