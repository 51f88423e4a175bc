/** The environment of the library in one page. A test sets `window.fieldSetUp` before the page loads. */
export interface FieldSetUp {
  /** How requests are sent. Default `xhr`. */
  readonly http?: 'xhr' | 'fetch';
  /** The storage of the session. Default `local`. */
  readonly keep?: 'local' | 'session' | 'memory' | 'cookie';
  /** Origin of the API. Default: the page's own. */
  readonly api?: string;
  /** The endpoints besides login. Default: refresh and logout. */
  readonly endpoints?: readonly ('refresh' | 'logout' | 'user')[];
  /** Encoding of the bodies of the library's own calls. Default `json`. */
  readonly encoding?: 'json' | 'form';
  /** The header that contains the access token. */
  readonly tokenHeader?: { readonly name: string; readonly scheme: string };
  /** Options of the router. */
  readonly router?: readonly (
    'hash' | 'view-transitions' | 'preload' | 'computed-history' | 'keep-routes'
  )[];
  /** Features with timers or listeners. */
  readonly features?: readonly ('schedule' | 'idle')[];
  /** Registers the service worker of the build. */
  readonly serviceWorker?: boolean;
  /** Hydrates the page that the server has rendered. */
  readonly hydration?: boolean;
  /** Lets the test start the application with `window.startFieldApp()`. */
  readonly later?: boolean;
}
