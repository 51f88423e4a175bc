import type { Files } from './run-ng-add';

/** Returns an angular.json with these projects. */
export function workspace(projects: Readonly<Record<string, object>>): Files {
  return { 'angular.json': JSON.stringify({ version: 1, projects }, null, 2) };
}

/** Returns an application for angular.json. */
export function applicationProject(sourceRoot = 'src', more: object = {}): object {
  return {
    projectType: 'application',
    root: '',
    sourceRoot,
    prefix: 'app',
    architect: {
      build: {
        builder: '@angular/build:application',
        options: { browser: `${sourceRoot}/main.ts` },
      },
    },
    ...more,
  };
}

const MANIFEST = {
  'package.json': JSON.stringify({
    dependencies: { '@angular/core': '^21.2.0', '@angular/forms': '^21.2.0' },
  }),
};

/** Returns an application of standalone components, as `ng new` writes it, with some files replaced. */
export function standaloneApplication(files: Files = {}): Files {
  return {
    ...workspace({ shop: applicationProject() }),
    ...MANIFEST,
    'src/main.ts': `import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config';
import { App } from './app/app';

bootstrapApplication(App, appConfig).catch((err) => console.error(err));
`,
    'src/app/app.config.ts': `import { ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideRouter } from '@angular/router';

import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [provideBrowserGlobalErrorListeners(), provideRouter(routes)],
};
`,
    'src/app/app.routes.ts': `import { Routes } from '@angular/router';

export const routes: Routes = [];
`,
    ...files,
  };
}

/** Returns an application of NgModules, as `ng new --standalone=false` writes it, with some files replaced. */
export function moduleApplication(files: Files = {}): Files {
  return {
    ...workspace({ shop: applicationProject() }),
    ...MANIFEST,
    'src/main.ts': `import { platformBrowser } from '@angular/platform-browser';
import { AppModule } from './app/app-module';

platformBrowser().bootstrapModule(AppModule).catch((err) => console.error(err));
`,
    'src/app/app-module.ts': `import { NgModule, provideBrowserGlobalErrorListeners } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';

import { AppRoutingModule } from './app-routing-module';
import { App } from './app';

@NgModule({
  declarations: [App],
  imports: [BrowserModule, AppRoutingModule],
  providers: [provideBrowserGlobalErrorListeners()],
  bootstrap: [App],
})
export class AppModule {}
`,
    'src/app/app-routing-module.ts': `import { NgModule } from '@angular/core';
import { RouterModule, Routes } from '@angular/router';

const routes: Routes = [];

@NgModule({
  imports: [RouterModule.forRoot(routes)],
  exports: [RouterModule],
})
export class AppRoutingModule {}
`,
    ...files,
  };
}
