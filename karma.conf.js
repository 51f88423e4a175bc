// Library specs run in a real browser. `npm test` finds one and names it in CHROME_BIN.
import jasmine from 'karma-jasmine';
import chrome from 'karma-chrome-launcher';

export default function (config) {
  config.set({
    frameworks: ['jasmine'],
    plugins: [jasmine, chrome],
    client: { jasmine: { random: true } },
    reporters: ['progress'],
    browsers: ['HeadlessChromium'],
    customLaunchers: {
      HeadlessChromium: {
        base: 'ChromeHeadless',
        flags: [
          // Chromium's sandbox cannot start for root, which is who runs containers.
          '--no-sandbox',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    },
    restartOnFileChange: true,
  });
}
