// Library specs run in a real browser. `npm test` finds one and names it in CHROME_BIN; so does this file when
// `ng test` is called by hand.
import jasmine from 'karma-jasmine';
import chrome from 'karma-chrome-launcher';
import { BROWSER_FLAGS, findBrowser } from './tools/browser.mjs';
import junit from 'karma-junit-reporter';

export default function (config) {
  process.env.CHROME_BIN ??= findBrowser();
  config.set({
    frameworks: ['jasmine'],
    plugins: [jasmine, chrome, junit],
    // MODEL_RUNS says how many random orders of events the session model is put through.
    client: {
      jasmine: { random: true, timeoutInterval: 20_000 },
      modelRuns: process.env.MODEL_RUNS,
    },
    // A browser on a busy machine is slow to start, and hears nothing while it plays the session model.
    captureTimeout: 120_000,
    pingTimeout: 60_000,
    browserDisconnectTimeout: 60_000,
    browserNoActivityTimeout: 120_000,
    reporters: ['dots', 'junit'],
    junitReporter: {
      outputDir: 'test-results',
      outputFile: `${process.env.RESULTS ?? 'specs'}.xml`,
      useBrowserName: false,
    },
    browsers: ['HeadlessChromium'],
    customLaunchers: {
      HeadlessChromium: { base: 'ChromeHeadless', flags: BROWSER_FLAGS },
    },
    restartOnFileChange: true,
  });
}
