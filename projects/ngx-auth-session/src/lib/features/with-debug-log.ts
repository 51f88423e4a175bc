import { AuthFeature, backgroundFeature } from './auth-feature';

/** Logs the session's events to the console, as `console.debug`. Never logs a token. */
export function withDebugLog(): AuthFeature {
  return backgroundFeature('debug', 'withDebugLog', ({ events }) =>
    // JSON contains an error's code but not its cause, which may repeat a request body.
    events.subscribe((event) => console.debug(`ngx-auth-session: ${JSON.stringify(event)}`)),
  );
}
