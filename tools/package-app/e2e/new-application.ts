// Makes a new application, as `ng new` does, and adds the library to it. The CLI has to load the schematics from the package
// for that, and its own templates, which change with every major version, have to be understood.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import type { Application } from './application';

/** What `ng generate application` is given, the package it needs, and what a team has changed before it adds the library. */
export interface Style {
  readonly options: readonly string[];
  readonly needs?: string;
  readonly change?: (folder: string) => void;
}

export const STYLES: Readonly<Record<string, Style>> = {
  'new-standalone': { options: ['--ssr=false'] },
  'new-ng-module': { options: ['--ssr=false', '--standalone=false'] },
  'new-ssr': { options: ['--ssr'], needs: '@angular/ssr', change: mergeConfigurations },
};

/** Returns the folder to serve. */
export async function addToNewApplication(
  { folder, ng, build }: Application,
  name: string,
  { options, change }: Style,
): Promise<string> {
  const made = ['--defaults', '--skip-install', '--skip-tests'];
  await ng('generate', 'application', name, ...made, ...options);
  change?.(join(folder, name));
  const add = ['generate', 'ngx-auth-session:ng-add', `--project=${name}`];
  await ng(...add, '--defaults', '--login-page');
  const again = await ng(...add, '--defaults', '--login-page');
  expect(again, 'a second run changes nothing').toContain('Nothing to be done');
  return build(name);
}

/** The configuration of `ng new`, made of two as in many applications, and a helper of tests beside it. */
function mergeConfigurations(folder: string): void {
  const config = join(folder, 'src/app/app.config.ts');
  const base = readFileSync(config, 'utf8').replace('appConfig', 'baseConfig');
  writeFileSync(join(dirname(config), 'base.config.ts'), base);
  writeFileSync(
    config,
    `import { ApplicationConfig, mergeApplicationConfig } from '@angular/core';
import { baseConfig } from './base.config';

export const appConfig: ApplicationConfig = mergeApplicationConfig(baseConfig, { providers: [] });
`,
  );
  mkdirSync(join(folder, 'src/testing'));
  writeFileSync(
    join(folder, 'src/testing/http.helper.ts'),
    `import { provideHttpClient } from '@angular/common/http';

export const testProviders = [provideHttpClient()];
`,
  );
}
