// Runs in the browser beside the specs; see karma-reporter.mjs.
(() => {
  const specFiles = new Set();
  jasmine.getEnv().addReporter({
    specDone: ({ filename, status }) => {
      if (status !== 'excluded' && status !== 'pending') specFiles.add(filename);
    },
    jasmineDone: () => window.__karma__.info({ specFiles: [...specFiles] }),
  });
})();
