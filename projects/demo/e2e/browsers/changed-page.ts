// Changes pages of the application on their way to the browser, because each driver would need a different way.
import { pass, type Fate } from '../support/api-proxy';

export interface PageChanges {
  /** New contents of `<meta>` elements, by their names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs in the page before any other script: a function, or the source of a script. */
  readonly before?: (() => void) | string;
  /** Any other change to the HTML of the page. */
  readonly change?: (page: string) => string;
}

/** URL of the script. The content security policy allows no inline scripts. */
const SCRIPT = '/before-all-others.js';

export function changedPage({ settings = {}, before, change }: PageChanges): Fate {
  return async (call) => {
    if (call.path === SCRIPT) {
      const headers = { 'content-type': 'text/javascript' };
      const body = typeof before === 'string' ? before : `(${String(before)})();`;
      return call.answer({ status: 200, headers, body });
    }
    if (!call.headers.accept?.includes('text/html')) return pass(call);
    const { status, headers, body } = await call.forward();
    // Without its ETag, the browser loads the whole page each time.
    const { etag: _etag, 'last-modified': _modified, ...others } = headers;
    let page = body.toString();
    for (const [name, content] of Object.entries(settings)) {
      page = page.replace(new RegExp(`(<meta name="${name}" content=")[^"]*`), `$1${content}`);
    }
    if (before) page = page.replace('<head>', `<head><script src="${SCRIPT}"></script>`);
    if (change) page = change(page);
    const length = `${Buffer.byteLength(page)}`;
    call.answer({ status, headers: { ...others, 'content-length': length }, body: page });
  };
}
