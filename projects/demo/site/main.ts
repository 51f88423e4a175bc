import { bootstrapApplication } from '@angular/platform-browser';
import { App } from '../src/app/app';
import { appConfig } from '../src/app/app.config';
import { startApi } from './start-api';

startApi()
  .then(() => bootstrapApplication(App, appConfig))
  .catch((error: unknown) => {
    console.error(error);
    document.body.textContent = `The live demo could not start. ${String(error)}`;
  });
