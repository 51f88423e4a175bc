import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applicationProject,
  moduleApplication,
  standaloneApplication,
  workspace,
} from './support/applications';
import { runNgAdd } from './support/run-ng-add';

const ROUTES = 'src/app/app.routes.ts';
const CONFIG = 'src/app/app.config.ts';
const ROUTE =
  "{ path: 'login', loadComponent: () => import('./login/login'), canActivate: [guestGuard] }";
const PAGE = { loginPage: true };

/** A file of routes, before and after. */
const LISTS: readonly (readonly [title: string, before: string, after: string])[] = [
  ['an empty list', '[]', `[\n  ${ROUTE},\n]`],
  [
    'a list in a row',
    "[{ path: '', children: [] }]",
    `[\n  ${ROUTE},\n  { path: '', children: [] },\n]`,
  ],
  [
    'a route that takes everything',
    "[\n  { path: '**', redirectTo: '' },\n]",
    `[\n  ${ROUTE},\n  { path: '**', redirectTo: '' },\n]`,
  ],
  [
    'a comment at the start',
    "[ // the pages\n  // the home page\n  { path: '', children: [] }\n]",
    `[ // the pages\n  ${ROUTE},\n  // the home page\n  { path: '', children: [] }\n]`,
  ],
  ['a list with a type', '[] satisfies Routes', `[\n  ${ROUTE},\n] satisfies Routes`],
  ['a list of other lists', '[...pages]', `[\n  ${ROUTE},\n  ...pages,\n]`],
];

for (const [title, before, after] of LISTS) {
  test(`the route comes first: ${title}`, async () => {
    const file = (list: string, more = ''): string =>
      `import { Routes } from '@angular/router';\n${more}\nexport const routes: Routes = ${list};\n`;
    const { changed } = await runNgAdd(standaloneApplication({ [ROUTES]: file(before) }), PAGE);
    assert.equal(changed[ROUTES], file(after, "import { guestGuard } from 'ngx-auth-session';\n"));
  });
}

test('routes within the configuration are found', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication({
      [CONFIG]: `import { provideRouter } from '@angular/router';
import { http } from './http';
import { provideAuth, authInterceptor } from 'ngx-auth-session';

export const appConfig = {
  providers: [provideRouter([])],
};
`,
    }),
    PAGE,
  );
  assert.equal(
    changed[CONFIG],
    `import { provideRouter } from '@angular/router';
import { http } from './http';
import { provideAuth, authInterceptor, guestGuard } from 'ngx-auth-session';

export const appConfig = {
  providers: [provideRouter([${ROUTE}])],
};
`,
  );
  assert.ok(changed['src/app/login/login.ts']);
});

test('routes of a module are found', async () => {
  const { changed } = await runNgAdd(moduleApplication(), PAGE);
  assert.match(
    changed['src/app/app-routing-module.ts'] ?? '',
    /const routes: Routes = \[\n {2}\{ path: 'login'/,
  );
  assert.deepEqual(Object.keys(changed).sort(), [
    'src/app/app-module.ts',
    'src/app/app-routing-module.ts',
    'src/app/login/login.html',
    'src/app/login/login.ts',
  ]);
});

test('a route of that path is left alone, and no page is made', async () => {
  const routes =
    'import { Login } from "./sign-in";\nexport const routes = [{ path: "login", component: Login }];\n';
  const { changed, said } = await runNgAdd(standaloneApplication({ [ROUTES]: routes }), PAGE);
  assert.deepEqual(Object.keys(changed), [CONFIG]);
  assert.ok(
    said.includes(
      'info: src/app/app.routes.ts: the route "login" is there already, left as it is.',
    ),
  );
});

test('the page has the prefix of the application, and can be signed in on without a mouse or eyes', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication(workspace({ shop: applicationProject('src', { prefix: 'acme' }) })),
    PAGE,
  );
  assert.match(changed['src/app/login/login.ts'] ?? '', /selector: 'acme-login'/);
  const html = changed['src/app/login/login.html'] ?? '';
  for (const part of [
    '<p role="alert">{{ problem() }}</p>',
    '<label for="username">',
    'autocomplete="username"',
    '<label for="password">',
    'autocomplete="current-password"',
    '<button type="submit"',
  ]) {
    assert.ok(html.includes(part), part);
  }
});

test('a package that the page needs is added, in the version of Angular', async () => {
  const manifest = '{\n    "dependencies": {\n        "@angular/core": "^22.0.0"\n    }\n}\n';
  const { changed, said } = await runNgAdd(
    standaloneApplication({ 'package.json': manifest }),
    PAGE,
  );
  assert.deepEqual(JSON.parse(changed['package.json'] ?? ''), {
    dependencies: { '@angular/core': '^22.0.0', '@angular/forms': '^22.0.0' },
  });
  assert.ok(said.includes('info: package.json: @angular/forms, which the login page needs.'));
});

test('an application that is rendered on a server gets its advice, and its server files are left alone', async () => {
  const rendered = {
    projectType: 'application',
    root: '',
    sourceRoot: 'src',
    architect: {
      build: {
        builder: '@angular/build:application',
        options: { browser: 'src/main.ts', server: 'src/main.server.ts', outputMode: 'server' },
      },
    },
  };
  const server = { 'src/app/app.config.server.ts': 'export const config = { providers: [] };\n' };
  const { changed, said } = await runNgAdd(
    standaloneApplication({ ...workspace({ shop: rendered }), ...server }),
    PAGE,
  );
  assert.ok(!('src/app/app.config.server.ts' in changed));
  assert.match(said.join('\n'), /warn: .*RenderMode\.Client/);
});
