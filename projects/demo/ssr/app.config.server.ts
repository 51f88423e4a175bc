import { FetchBackend, HttpBackend } from '@angular/common/http';
import { ApplicationConfig, mergeApplicationConfig } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { provideServerRendering, withRoutes } from '@angular/ssr';
import { appConfig } from '../src/app/app.config';
import { serverRoutes } from './app.routes.server';

/** The application as the server renders it: the browser's, with what rendering needs. */
export const serverConfig: ApplicationConfig = mergeApplicationConfig(appConfig, {
  providers: [
    provideClientHydration(),
    provideServerRendering(withRoutes(serverRoutes)),
    // What withFetch() does, on the server only: XMLHttpRequest is deprecated there.
    { provide: HttpBackend, useClass: FetchBackend },
  ],
});
