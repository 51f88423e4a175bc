// `npm run test:browsers` needs Firefox and WebKit, and a display for WebKit. It uses what is there and installs the
// rest. Playwright's own builds of both browsers are not used: they are patched, and no user has them.
import { pathToFileURL } from 'node:url';
import { installWithApt, linuxName } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';

/**
 * @typedef {object} Needed
 * @property {string} title
 * @property {string} variable environment variable that names the program
 * @property {string[]} commands
 * @property {string[]} [places]
 * @property {string[]} apt the packages that bring it
 * @property {string[]} systems that have these packages
 */

/** @satisfies {Record<string, Needed>} */
const NEEDED = {
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_BIN',
    commands: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    apt: ['firefox-esr'],
    // Ubuntu's package is a stub that asks for snap.
    systems: ['debian'],
  },
  webKitDriver: {
    title: 'WebKitWebDriver, which drives WebKitGTK',
    variable: 'WEBKIT_DRIVER',
    commands: ['WebKitWebDriver'],
    // A page without any font has no text that a test could see.
    apt: ['webkit2gtk-driver', 'fonts-liberation'],
    systems: ['debian', 'ubuntu'],
  },
  xvfb: {
    title: 'Xvfb, the display that WebKitGTK draws on',
    variable: 'XVFB_BIN',
    commands: ['Xvfb'],
    apt: ['xvfb'],
    systems: ['debian', 'ubuntu'],
  },
};

/** The path of a program that these tests need; throws with what to install if it is missing. */
export function programOf(/** @type {keyof typeof NEEDED} */ name) {
  const path = find(NEEDED[name]);
  if (!path) throw new Error(advice([NEEDED[name]]));
  return path;
}

/** Installs what is missing, if it can, and says so. Throws with what to install otherwise. */
export function installOtherBrowsers() {
  const system = linuxName();
  const packages = missing()
    .filter(({ systems }) => systems.includes(system))
    .flatMap(({ apt }) => apt);
  if (packages.length > 0) {
    console.log(`Installing ${packages.join(', ')}.`);
    installWithApt(packages);
  }
  const still = missing();
  if (still.length > 0) throw new Error(advice(still));
}

function missing() {
  return Object.values(NEEDED).filter((needed) => !find(needed));
}

function find(/** @type {Needed} */ { variable, commands, places = [] }) {
  return findProgram({ variable, commands, places });
}

function advice(/** @type {Needed[]} */ needed) {
  return [
    'These tests need programs that are not installed:',
    ...needed.map(
      ({ title, apt, variable }) =>
        `- ${title}. On Debian: apt-get install ${apt.join(' ')}. Or set ${variable} to the program.`,
    ),
    'WebKitGTK runs on Linux only. On macOS or Windows, use a container with Debian.',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) installOtherBrowsers();
