// Stands for what the specs of the core use of a browser, so that they run in Node. Where a few lines cannot do that,
// the spec is skipped here; `npm test` runs all of them in a real browser.
import fc from 'fast-check';

/** Orders of events that the session model tries for each change of the code. */
const MODEL_RUNS = process.env['MODEL_RUNS'] ?? '100';
// The same ones each time: a score that wavers says nothing.
fc.configureGlobal({ seed: 1 });

const location = new URL('http://localhost/');

const browser = {
  __karma__: { config: { modelRuns: MODEL_RUNS } },
  location,
  document: { baseURI: location.href, createElement: anchor },
  navigator: {
    get locks() {
      return /** @type {any} */ (globalThis).pending('needs a browser');
    },
  },
  history: {
    get length() {
      return /** @type {any} */ (globalThis).pending('needs a browser');
    },
  },
  localStorage: storage(),
  sessionStorage: storage(),
};
for (const [name, value] of Object.entries(browser)) {
  Object.defineProperty(globalThis, name, { configurable: true, value });
}

/** An `<a>`, whose parts are those of the URL that its `href` was set to. */
function anchor() {
  /** @type {Record<string, unknown>} */
  const parts = {};
  return new Proxy(parts, {
    set: (_, __, href) => {
      parts['url'] = URL.canParse(href, location.href) ? new URL(href, location.href) : {};
      return true;
    },
    get: (_, part) => /** @type {any} */ (parts['url'])[part] ?? '',
  });
}

function storage() {
  const values = new Map();
  return {
    getItem: (/** @type {string} */ key) => values.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
      void values.set(key, value),
    removeItem: (/** @type {string} */ key) => void values.delete(key),
  };
}
