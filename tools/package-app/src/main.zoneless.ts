import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { authInterceptor, provideAuth, withLocalStorage } from 'ngx-auth-session';
import { App } from './app';
import { routes } from './app.routes';
import { config } from './app.session';
import { countAsked, countSent } from './own-interceptors';

bootstrapApplication(App, {
  providers: [
    provideRouter(routes),
    provideHttpClient(withFetch(), withInterceptors([countAsked, authInterceptor, countSent])),
    provideAuth(config, withLocalStorage()),
  ],
}).catch(console.error);
