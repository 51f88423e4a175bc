import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideRouter, TitleStrategy, withInMemoryScrolling } from '@angular/router';
import { authInterceptor, provideAuth } from 'ngx-auth-session';
import { routes } from './app.routes';
import { deviceId } from './auth/device-id';
import { ENDPOINTS } from './auth/endpoints';
import { sessionKeeping } from './auth/session-keeping';
import { PageTitle } from './shell/page-title';
import { spoilExpiredToken } from './trace/expired-token';
import { traceRequest, traceSends } from './trace/trace.interceptors';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    { provide: TitleStrategy, useClass: PageTitle },
    // Your application needs only authInterceptor, as the last one. The others here feed the session panel.
    provideHttpClient(
      withInterceptors([traceRequest, authInterceptor, traceSends, spoilExpiredToken]),
    ),
    provideAuth(
      {
        endpoints: ENDPOINTS,
        loginUrl: '/login',
        forbiddenUrl: '/forbidden',
        deviceId,
      },
      ...sessionKeeping(),
    ),
  ],
};
