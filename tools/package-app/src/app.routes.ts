import { Routes } from '@angular/router';
import { authGuard, guestGuard, roleGuard } from 'ngx-auth-session';
import { Admin } from './pages/admin';
import { Login } from './pages/login';
import { Profile } from './pages/profile';

export const routes: Routes = [
  { path: 'login', component: Login, canActivate: [guestGuard] },
  { path: 'admin', component: Admin, canMatch: [roleGuard('admin')] },
  {
    path: 'reports',
    loadChildren: () => import('./reports/reports.routes'),
    canMatch: [authGuard],
  },
  { path: '', component: Profile, canMatch: [authGuard] },
];
