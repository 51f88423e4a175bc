import { Provider } from '@angular/core';
import { ROUTES, Routes } from '@angular/router';
import { authGuard } from 'ngx-auth-session';

/** A page behind `canActivate`. All others of the demo are behind `canMatch`. */
const routes: Routes = [
  {
    path: 'activated',
    title: 'Profile',
    canActivate: [authGuard],
    loadComponent: () => import('../../src/app/pages/profile/profile').then((m) => m.Profile),
  },
];

export const guardedRoute: Provider = { provide: ROUTES, multi: true, useValue: routes };
