import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import { authInterceptor, provideAuth, withLocalStorage } from 'ngx-auth-session';
import { withDpop } from 'ngx-auth-session/dpop';
import { routes } from './app.routes';
import { discover, OAUTH_SERVER, readSettings } from './oauth-server';
import { sessionWith } from './session';

@Component({ selector: 'oauth-root', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

const settings = await readSettings();
const server = await discover(settings);

bootstrapApplication(App, {
  providers: [
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(sessionWith(server), withLocalStorage(), ...(settings.dpop ? [withDpop()] : [])),
    { provide: OAUTH_SERVER, useValue: server },
  ],
}).catch((error: unknown) => console.error(error));
