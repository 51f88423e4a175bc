import { HttpClient, provideHttpClient } from '@angular/common/http';
import { ApplicationConfig, inject } from '@angular/core';
import { CREDENTIALS, LOGIN } from '../../app/api';

// No authentication at all: what everything else is compared with.
export const config: ApplicationConfig = { providers: [provideHttpClient()] };

export const guard = () => true;

export const signIn = () => inject(HttpClient).post(LOGIN, CREDENTIALS);

export const signOut = () => undefined;
