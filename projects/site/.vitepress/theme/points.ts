/** The features on the landing page, each with the page that explains it. */
export const POINTS = [
  {
    title: 'No request is lost',
    text: 'Every request that waits for a refresh settles, even if the refresh fails, is refused or never answers.',
    page: '/errors-and-events.html',
    more: 'Errors and events',
  },
  {
    title: 'One session in all tabs',
    text: 'One tab refreshes, and the others adopt the tokens it stored. A sign-out reaches all of them.',
    page: '/several-tabs.html',
    more: 'Several tabs',
  },
  {
    title: 'Sign-out wins',
    text: 'If a refresh completes after the sign-out, the library discards its token pair and revokes it.',
    page: '/reliability.html',
    more: 'Reliability',
  },
  {
    title: 'Tokens reach only your servers',
    text: 'They are attached to requests to your own origin and the origins you allow. The parsed URL decides.',
    page: '/security.html',
    more: 'Security',
  },
  {
    title: 'Cookie mode',
    text: 'Keep the refresh token in an HttpOnly cookie and the access token in memory, with one line.',
    page: '/cookie-mode.html',
    more: 'Cookie mode',
  },
  {
    title: 'Tests without tokens',
    text: 'The real service, interceptor and guards run in your tests, against a server that you script.',
    page: '/testing.html',
    more: 'Testing',
  },
] as const;
