/** What the landing page says about the library, each with the page that shows it. */
export const POINTS = [
  {
    title: 'No request is lost',
    text: 'Every request that waits for a refresh settles, even if the refresh fails, is refused or never answers.',
    page: '/errors-and-events.html',
    more: 'Errors and events',
  },
  {
    title: 'Tabs take turns',
    text: 'One tab refreshes, the others use what it stored. Signing out reaches all of them.',
    page: '/several-tabs.html',
    more: 'Several tabs',
  },
  {
    title: 'Sign-out wins',
    text: 'A refresh that answers after sign-out is thrown away, and its token pair is revoked.',
    page: '/reliability.html',
    more: 'Reliability',
  },
  {
    title: 'Tokens stay home',
    text: 'They go to your own origin and to the origins that you name, decided on the parsed URL.',
    page: '/security.html',
    more: 'Security',
  },
  {
    title: 'Cookie mode',
    text: 'Keep the refresh token in an HttpOnly cookie and the access token in memory, by one line.',
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
