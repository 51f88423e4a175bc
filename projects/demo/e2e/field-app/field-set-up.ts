/** What stands around the library in one page. A test puts it into `window.fieldSetUp` before the page loads. */
export interface FieldSetUp {
  /** How requests are sent. Default `xhr`. */
  readonly http?: 'xhr' | 'fetch';
  /** Where the session is kept. Default `local`. */
  readonly keep?: 'local' | 'session' | 'memory' | 'cookie';
  /** Origin of the API. Default: the page's own. */
  readonly api?: string;
  /** Which endpoints the server has besides login. Default: refresh and logout. */
  readonly endpoints?: readonly ('refresh' | 'logout' | 'user')[];
  /** How bodies of the library's own calls are written. Default `json`. */
  readonly encoding?: 'json' | 'form';
  /** The header that carries the access token. */
  readonly tokenHeader?: { readonly name: string; readonly scheme: string };
  /** What the router is set up with. */
  readonly router?: readonly (
    'hash' | 'view-transitions' | 'preload' | 'computed-history' | 'keep-routes'
  )[];
  /** Features that have timers or listeners. */
  readonly features?: readonly ('schedule' | 'idle')[];
  /** Registers the service worker of the build. */
  readonly serviceWorker?: boolean;
  /** Takes over the page that the server has rendered. */
  readonly hydration?: boolean;
  /** Leaves it to the test to start the application, with `window.startFieldApp()`. */
  readonly later?: boolean;
}
