import { Routes } from '@angular/router';
import { authGuard, guestGuard, roleGuard } from 'ngx-auth-session';
import { Forbidden } from './pages/forbidden/forbidden';
import { Home } from './pages/home/home';
import { Login } from './pages/login/login';
import { NotFound } from './pages/not-found/not-found';

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: Home, title: 'Home' },
  { path: 'login', component: Login, title: 'Sign in', canActivate: [guestGuard] },
  {
    path: 'profile',
    title: 'Profile',
    canMatch: [authGuard],
    loadComponent: () => import('./pages/profile/profile').then(({ Profile }) => Profile),
  },
  {
    path: 'devices',
    title: 'Devices',
    canMatch: [authGuard],
    loadComponent: () => import('./pages/devices/devices').then(({ Devices }) => Devices),
  },
  {
    path: 'admin',
    title: 'Admin',
    canMatch: [roleGuard('admin')],
    loadComponent: () => import('./pages/admin/admin').then(({ Admin }) => Admin),
  },
  { path: 'forbidden', component: Forbidden, title: 'No access' },
  { path: '**', component: NotFound, title: 'Not found' },
];
