import { Routes } from '@angular/router';
import { authGuard, guestGuard } from 'ngx-auth-session';
import { Callback } from './callback';
import { Documents } from './documents';
import { Login } from './login';

export const routes: Routes = [
  { path: 'login', component: Login, canActivate: [guestGuard] },
  { path: 'callback', component: Callback },
  { path: '', component: Documents, canMatch: [authGuard] },
];
