import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { App } from '../src/app/app';
import { appConfig } from '../src/app/app.config';

// Without withEventReplay(): its script is inline, which a strict content security policy does not allow.
const config = mergeApplicationConfig(appConfig, { providers: [provideClientHydration()] });

bootstrapApplication(App, config).catch((error: unknown) => console.error(error));
