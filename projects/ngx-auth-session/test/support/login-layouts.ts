import { Routes } from '@angular/router';
import { authGuard, guestGuard, roleGuard } from '../../src/public-api';
import { Login, Page, PLACES } from './guarded-pages';

const login = { path: 'login', component: Login };
const guestLogin = { ...login, canActivate: [guestGuard] };
const home = { path: '', component: Page, pathMatch: 'full' } as const;

/** Layouts of routes in which a visitor must always reach the login page. */
export const LOGIN_LAYOUTS: Record<string, Routes> = {};
for (const place of PLACES) {
  for (const [kind, guard] of Object.entries({ authGuard, roleGuard: roleGuard('admin') })) {
    const guarded = { [place]: [guard] };
    const name = `${kind} in ${place}`;
    const pages = [home, { path: 'deep', component: Page }];
    Object.assign(LOGIN_LAYOUTS, {
      [`a shell with ${name} in front of the login page`]:
        place === 'canMatch'
          ? [{ path: '', ...guarded, component: Page, children: pages }, login]
          : [{ path: '', ...guarded, children: pages }, login],
      [`the login page below a parent with ${name}`]: [
        { path: '', ...guarded, children: [...pages, login] },
      ],
      [`a guarded login page below a parent with ${name}`]: [
        { path: '', ...guarded, children: [...pages, guestLogin] },
      ],
      [`the login page two levels below a parent with ${name}`]: [
        { path: '', ...guarded, children: [{ path: '', children: [...pages, guestLogin] }] },
      ],
      [`the login page below two parents with ${name}`]: [
        { path: '', ...guarded, children: [{ path: '', ...guarded, children: [...pages, login] }] },
      ],
      [`a shell with a wildcard page, and ${name}`]: [
        {
          path: '',
          ...guarded,
          children:
            place === 'canMatch'
              ? [...pages, { path: '**', component: Page }]
              : [...pages, login, { path: '**', component: Page }],
        },
        guestLogin,
      ],
      [`an outlet with ${name} beside the login page`]: [
        login,
        { path: 'side', outlet: 'popup', ...guarded, children: [home] },
        { path: '', outlet: 'menu', ...guarded, children: [home] },
        { path: '**', ...guarded, children: [home] },
      ],
    });
  }
}
Object.assign(LOGIN_LAYOUTS, {
  'a lazy shell with authGuard in canMatch in front of the login page': [
    {
      path: '',
      canMatch: [authGuard],
      loadChildren: () => [home, { path: '**', component: Page }],
    },
    guestLogin,
  ],
  'the login page in a lazy part below a guarded parent': [
    {
      path: '',
      canActivate: [authGuard],
      loadChildren: () => [home, { path: 'deep', component: Page }, login],
    },
  ],
  'a guarded login page': [
    { ...login, canActivate: [authGuard] },
    { path: '**', canActivate: [authGuard], component: Page },
  ],
  'a guarded page that matches any URL': [
    { path: ':page', canMatch: [authGuard], component: Page },
    login,
    { path: '', redirectTo: 'deep', pathMatch: 'full' },
  ],
});
