import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { App } from '../../src/app/app';
import { appConfig } from '../../src/app/app.config';
import { provideEarlyRequests } from './early-requests';
import { guardedRoute } from './guarded-route';

const config = mergeApplicationConfig(
  { providers: [guardedRoute, provideEarlyRequests()] },
  appConfig,
  { providers: [provideClientHydration()] },
);

bootstrapApplication(App, config).catch((error: unknown) => console.error(error));
