import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standaloneApplication } from './support/applications';
import { runNgAdd } from './support/run-ng-add';

const CONFIG = 'src/app/app.config.ts';
const ROUTES = 'src/app/app.routes.ts';

const MEMORY = {
  storage: 'memory',
  refreshEndpoint: '',
  logoutEndpoint: '',
  userEndpoint: '',
} as const;

/** The configuration of `ng new`, before and after. */
const BEFORE = `import { ApplicationConfig } from '@angular/core';
import { provideRouter } from '@angular/router';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideRouter(routes),
  ],
};
`;
const AFTER = `import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig } from '@angular/core';
import { provideRouter } from '@angular/router';
import { authInterceptor, provideAuth } from 'ngx-auth-session';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({
      endpoints: {
        login: '/api/login',
      },
    }),
  ],
};
`;

/** Code styles of files, which inserted code follows. */
const STYLES: Readonly<Record<string, (text: string) => string>> = {
  'as ng new writes it': (text) => text,
  'double quotes': (text) => text.replaceAll("'", '"'),
  tabs: (text) => text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)),
  'four spaces': (text) => text.replace(/^(?: {2})+/gm, (spaces) => spaces + spaces),
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'no semicolons': (text) => text.replaceAll(';\n', '\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'a comment at the top': (text) => `/** Licence. */\n${text}`,
};

for (const [title, style] of Object.entries(STYLES)) {
  test(`inserted code follows the style of the file: ${title}`, async () => {
    const { changed } = await runNgAdd(standaloneApplication({ [CONFIG]: style(BEFORE) }), MEMORY);
    assert.deepEqual(changed, { [CONFIG]: style(AFTER) });
  });
}

/** Lists of providers, before and after. */
const LISTS: readonly (readonly [title: string, before: string, after: string])[] = [
  ['empty', 'providers: []', 'providers: [\n    HTTP,\n    AUTH,\n  ]'],
  ['empty, on two lines', 'providers: [\n  ]', 'providers: [\n    HTTP,\n    AUTH,\n  ]'],
  [
    'only a comment',
    'providers: [\n    // none yet\n  ]',
    'providers: [\n    // none yet\n    HTTP,\n    AUTH,\n  ]',
  ],
  ['in a row', 'providers: [a, b()]', 'providers: [\n    a,\n    b(),\n    HTTP,\n    AUTH,\n  ]'],
  [
    'without a comma at the end',
    'providers: [\n    a,\n    b()\n  ]',
    'providers: [\n    a,\n    b(),\n    HTTP,\n    AUTH\n  ]',
  ],
  [
    'several on the last line',
    'providers: [\n    a,\n    b(), c()\n  ]',
    'providers: [\n    a,\n    b(), c(),\n    HTTP,\n    AUTH\n  ]',
  ],
  [
    'with comments behind the elements',
    'providers: [\n    a, // one\n    b() // two\n  ]',
    'providers: [\n    a, // one\n    b(), // two\n    HTTP,\n    AUTH\n  ]',
  ],
  [
    'with a comment and a comma',
    'providers: [\n    a, // one\n    // b(),\n  ]',
    'providers: [\n    a, // one\n    HTTP,\n    AUTH,\n    // b(),\n  ]',
  ],
  ['none', 'other: 1', 'other: 1,\n  providers: [\n    HTTP,\n    AUTH,\n  ]'],
];

for (const [title, before, after] of LISTS) {
  test(`a list of providers keeps its format: ${title}`, async () => {
    const config = (member: string, imports = ['', '']): string =>
      `${imports[0]}import { a, b, c } from '@shop/parts';
${imports[1]}
export const appConfig = {
  ${member}
};
`;
    const { changed } = await runNgAdd(standaloneApplication({ [CONFIG]: config(before) }), MEMORY);
    const expected = after
      .replace('HTTP', 'provideHttpClient(withInterceptors([authInterceptor]))')
      .replace(
        'AUTH',
        "provideAuth({\n      endpoints: {\n        login: '/api/login',\n      },\n    })",
      );
    assert.deepEqual(changed, {
      [CONFIG]: config(expected, [
        "import { provideHttpClient, withInterceptors } from '@angular/common/http';\n",
        "import { authInterceptor, provideAuth } from 'ngx-auth-session';\n",
      ]),
    });
  });
}

test('the login page follows the code style of the routes', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication({
      [ROUTES]:
        'import { Routes } from "@angular/router"\r\n\r\nexport const routes: Routes = [\r\n\t{ path: "", children: [] },\r\n]\r\n',
    }),
    { ...MEMORY, loginPage: true },
  );
  assert.equal(
    changed[ROUTES],
    'import { Routes } from "@angular/router"\r\nimport { guestGuard } from "ngx-auth-session"\r\n\r\nexport const routes: Routes = [\r\n\t{ path: "login", loadComponent: () => import("./login/login"), canActivate: [guestGuard] },\r\n\t{ path: "", children: [] },\r\n]\r\n',
  );
  const page = changed['src/app/login/login.ts'] ?? '';
  assert.match(page, /import \{ Router \} from "@angular\/router"\r\n/);
  assert.match(page, /\r\n\tprotected submit\(event: Event\): void \{\r\n\t\tevent/);
  assert.doesNotMatch(page, /;\r\n|[^\r]\n| {2}/);
  for (const file of ['html', 'css']) {
    assert.doesNotMatch(changed[`src/app/login/login.${file}`] ?? '\n', /[^\r]\n/);
  }
});

test('a URL that contains a double quote stays one string', async () => {
  const { changed } = await runNgAdd(
    standaloneApplication({ [CONFIG]: BEFORE.replaceAll("'", '"') }),
    { ...MEMORY, loginEndpoint: `/a"b` },
  );
  assert.match(changed[CONFIG] ?? '', /login: '\/a"b'/);
});
