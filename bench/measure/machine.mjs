// What a figure depends on, without a word on whose machine it was.
import { cpus, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { inRoot } from '../../tools/workspace.mjs';
import { packageVersions } from '../competitors.mjs';

/** @param {import('@playwright/test').Browser} browser */
export function machineFacts(browser) {
  const processors = cpus();
  const angular = inRoot('node_modules/@angular/core/package.json');
  return {
    processors: `${processors.length} x ${processors[0]?.model.trim() || 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    browser: `Chromium ${browser.version()}`,
    angular: String(JSON.parse(readFileSync(angular, 'utf8')).version),
    packages: packageVersions(),
    date: new Date().toISOString().slice(0, 10),
  };
}
