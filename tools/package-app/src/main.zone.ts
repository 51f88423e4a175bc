import {
  HttpBackend,
  HttpXhrBackend,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { authInterceptor, provideAuth, withLocalStorage } from 'ngx-auth-session';
import { App } from './app';
import { routes } from './app.routes';
import { config } from './app.session';
import { countAsked, countSent } from './own-interceptors';

bootstrapApplication(App, {
  providers: [
    provideZoneChangeDetection({ eventCoalescing: true }),
    provideRouter(routes),
    provideHttpClient(withInterceptors([countAsked, authInterceptor, countSent])),
    // The default up to Angular 21; withXhr(), which says the same, is not there yet.
    { provide: HttpBackend, useExisting: HttpXhrBackend },
    provideAuth(config, withLocalStorage()),
  ],
}).catch(console.error);
