// Pages of an application, changed on their way to the browser. A change by the driver would need another way in each browser.
import { pass, type Fate } from '../support/api-proxy';

export interface PageChanges {
  /** What `<meta>` elements of the page say, by their names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs in the page before any other script: a function, or the text of a script. */
  readonly before?: (() => void) | string;
  /** What else is to be different in the text of the page. */
  readonly change?: (page: string) => string;
}

/** Where the script of a change is. The content security policy allows no other place. */
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
    // Without its tag, the browser asks for a whole page each time.
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
