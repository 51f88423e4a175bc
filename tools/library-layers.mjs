// The order of the library's files. A file imports only from lines above its own, never from beside or below, so
// that it can be read and tested with nothing but what came before. check-imports.mjs holds the library to it;
// a new file must be given its place here.

/** Paths below projects/ngx-auth-session/src, without `.ts`; one array per layer. */
export const LAYERS = [
  // core: plain TypeScript
  [
    'core/auth-error',
    'core/auth-user',
    'core/awaitable',
    'core/emitter',
    'core/jwt',
    'core/request-scope',
    'core/return-url',
  ],
  ['core/auth-event', 'core/auth-storage', 'core/auth-tokens', 'core/clock'],
  ['core/auth-server', 'core/refresh-cooldown', 'core/session-record', 'core/tab-coordinator'],
  ['core/stored-text', 'core/tab-claims'],
  ['core/cookie-turns', 'core/left-tokens', 'core/owned-text', 'core/slow-storage'],
  ['core/idle-admission'],
  ['core/auth-session'],
  ['core/refresh-exchange', 'core/session-search', 'core/sign-in'],
  ['core/token-refresher'],
  ['core/current-user', 'core/idle-timeout', 'core/refresh-schedule'],
  ['core/activity-note'],
  // Angular
  ['auth.context', 'auth.endpoint', 'auth.http-error'],
  ['auth.call', 'auth.config', 'auth.wire-format'],
  ['auth.optional', 'auth.backend', 'auth.browser', 'auth.config-check'],
  ['auth.backend-server', 'auth.config-resolver', 'auth.http-server'],
  ['auth.page-address', 'auth.redirect-chain', 'auth.runtime'],
  ['auth.companions', 'auth.navigation'],
  ['auth.composition', 'auth.service'],
  ['auth.guards', 'auth.interceptor'],
  ['auth.activity', 'auth.tab-presence'],
  ['auth.runtime-ref', 'auth.features'],
  ['auth.idle'],
  ['auth.providers'],
  ['auth.module'],
  ['public-api'],
].map((layer) => layer.map((file) => (file === 'public-api' ? file : `lib/${file}`)));
