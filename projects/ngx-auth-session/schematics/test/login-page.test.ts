import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applicationProject,
  moduleApplication,
  standaloneApplication,
  workspace,
} from './support/applications';
import { type Files, runNgAdd } from './support/run-ng-add';

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
  test(`the route is added first: ${title}`, async () => {
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
    'src/app/login/login.css',
    'src/app/login/login.html',
    'src/app/login/login.ts',
  ]);
});

test('an existing login route stays unchanged, and no page is created', async () => {
  const routes =
    'import { Login } from "./sign-in";\nexport const routes = [{ path: "login", component: Login }];\n';
  const { changed, logged } = await runNgAdd(standaloneApplication({ [ROUTES]: routes }), PAGE);
  assert.deepEqual(Object.keys(changed), [CONFIG]);
  assert.ok(
    logged.includes('info: src/app/app.routes.ts: the route "login" already exists; not changed.'),
  );
});

test('F29 creates a page with the selector prefix and with names for password managers and screen readers', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication(workspace({ shop: applicationProject('src', { prefix: 'acme' }) })),
    PAGE,
  );
  assert.match(changed['src/app/login/login.ts'] ?? '', /selector: 'acme-login'/);
  const html = changed['src/app/login/login.html'] ?? '';
  for (const part of [
    '<p id="login-problem" role="alert">{{ problem() }}</p>',
    '<label for="login-username">',
    'autocomplete="username"',
    '<label for="login-password">',
    'autocomplete="current-password"',
    '<button type="submit"',
    'method="post"',
  ]) {
    assert.ok(html.includes(part), part);
  }
});

test('F28 creates a page that uses the service without a type argument', async () => {
  const { changed } = await runNgAdd(standaloneApplication(), PAGE);
  const page = changed['src/app/login/login.ts'] ?? '';
  assert.match(page, /inject\(AuthService\);/);
  assert.match(page, /\.login\(\{ username, password \}\)/);
});

/** Routes that ng add can't change. */
const UNREADABLE: Readonly<Record<string, Files>> = {
  'a function makes them': {
    [CONFIG]:
      "import { provideRouter } from '@angular/router';\nexport const appConfig = { providers: [provideRouter(makeRoutes())] };\n",
  },
  'their file is missing': { [ROUTES]: '' },
};

for (const [title, files] of Object.entries(UNREADABLE)) {
  test(`F27 creates the page and prints its route if it cannot read the routes: ${title}`, async () => {
    const { changed, files: after, logged } = await runNgAdd(standaloneApplication(files), PAGE);
    assert.ok(changed['src/app/login/login.ts']);
    assert.ok(changed[CONFIG]?.includes('provideAuth('));
    const text = logged.join('\n');
    for (const part of [
      '// src/app/app.config.ts\n',
      "import { guestGuard } from 'ngx-auth-session';",
      `${ROUTE},`,
    ]) {
      assert.ok(text.includes(part), text);
    }
    const again = await runNgAdd(after, PAGE);
    assert.deepEqual(again.changed, {});
  });
}

test('F27 does not mistake the routes of a test helper for those of the application', async () => {
  const { changed } = await runNgAdd(
    {
      'src/app/a-helper.ts':
        "import { provideRouter } from '@angular/router';\nexport const router = provideRouter([]);\n",
      ...standaloneApplication(),
    },
    PAGE,
  );
  assert.ok(changed[ROUTES]?.includes(ROUTE));
  assert.ok(!('src/app/a-helper.ts' in changed));
});

test('F27 sets up only the root application of several, and names the others', async () => {
  const {
    'src/main.ts': main = '',
    [CONFIG]: config = '',
    [ROUTES]: routes = '',
  } = standaloneApplication();
  const { changed, logged } = await runNgAdd(
    {
      ...workspace({
        shop: applicationProject('.'),
        admin: applicationProject('projects/admin/src', { root: 'projects/admin' }),
      }),
      'main.ts': main,
      'app/app.config.ts': config,
      'app/app.routes.ts': routes,
      'projects/admin/src/main.ts': main,
      'projects/admin/src/app/app.config.ts': `import { provideHttpClient } from '@angular/common/http';\nimport { authInterceptor, provideAuth } from 'ngx-auth-session';\n${config}`,
    },
    { ...PAGE, project: 'shop' },
  );
  assert.deepEqual(
    Object.keys(changed).filter((path) => !path.startsWith('app/login/')),
    ['app/app.config.ts', 'app/app.routes.ts'],
  );
  assert.match(logged.join('\n'), /warn: .*"shop" was set up.*--project=admin/);
});
