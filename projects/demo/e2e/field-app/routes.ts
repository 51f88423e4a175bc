import { Routes } from '@angular/router';
import { authGuard, guestGuard } from 'ngx-auth-session';
import {
  AsidePage,
  DeferredPage,
  GuardedPage,
  HomePage,
  LoginPage,
  OwnNotesPage,
  resolveNotes,
} from './pages';

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: HomePage },
  { path: 'login', component: LoginPage, canActivate: [guestGuard] },
  { path: 'guarded', component: GuardedPage, canActivate: [authGuard] },
  {
    path: 'resolved',
    component: GuardedPage,
    canActivate: [authGuard],
    resolve: { notes: resolveNotes },
  },
  { path: 'deferred', component: DeferredPage, canActivate: [authGuard] },
  { path: 'own-notes', component: OwnNotesPage },
  {
    path: 'lazy',
    canMatch: [authGuard],
    loadComponent: () => import('./lazy').then(({ LazyPage }) => LazyPage),
  },
  { path: 'aside', outlet: 'aside', component: AsidePage, canActivate: [authGuard] },
];
