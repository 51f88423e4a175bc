// Library specs and browser tests need a Chromium. On a fresh machine there is none, and a test command that
// starts with "first install a browser" is one that people do not run. So: use what is there, else install one.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { elevation, installWithApt, linuxName, run } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const PLACES = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env['PROGRAMFILES'] ?? 'C:/Program Files', 'Google/Chrome/Application/chrome.exe'),
  join(process.env['LOCALAPPDATA'] ?? 'C:/', 'Google/Chrome/Application/chrome.exe'),
];

/** Flags that every start of Chromium in this workspace uses. */
export const BROWSER_FLAGS = [
  // Chromium's sandbox cannot start for root, which is who runs containers.
  '--no-sandbox',
  // A container's /dev/shm is often 64 MB, too little for a page.
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a browser that can be started, or undefined. `CHROME_BIN` wins. */
export function findBrowser() {
  return findProgram({
    variable: 'CHROME_BIN',
    commands: COMMANDS,
    places: [...PLACES, chromium.executablePath()],
  });
}

/** As `findBrowser`, but installs Chromium (and says so) where none is found. */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found) return found;
  console.log('No Chrome or Chromium found; installing one (set CHROME_BIN to use your own).');
  // Debian's own package brings every library it needs. Ubuntu's is a stub that asks for snap.
  if (linuxName() !== 'debian' || !installWithApt(PACKAGES)) installWithPlaywright();
  const installed = findBrowser();
  if (!installed) throw new Error('No browser could be installed. Install one and set CHROME_BIN.');
  console.log(`Installed ${installed}`);
  return installed;
}

/** A page without any font has no text that a test could see. */
const PACKAGES = ['chromium', 'fonts-liberation'];

function installWithPlaywright() {
  const systemLibraries = process.platform !== 'linux' || elevation() ? ['--with-deps'] : [];
  run(['npx', 'playwright', 'install', ...systemLibraries, 'chromium']);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(findOrInstallBrowser());
