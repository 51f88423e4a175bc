import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication, BootstrapContext } from '@angular/platform-browser';
import { serverConfig } from '../../ssr/app.config.server';
import { App } from '../../src/app/app';
import { provideEarlyRequests } from './early-requests';
import { guardedRoute } from './guarded-route';
import { provideServerSession } from './server-session';

const config = mergeApplicationConfig(
  { providers: [guardedRoute, provideServerSession(), provideEarlyRequests()] },
  serverConfig,
);

export default (context: BootstrapContext) => bootstrapApplication(App, config, context);
