import { bootstrapApplication, BootstrapContext } from '@angular/platform-browser';
import { App } from '../src/app/app';
import { serverConfig } from './app.config.server';

/** Starts the application for one request. */
export default (context: BootstrapContext) => bootstrapApplication(App, serverConfig, context);
