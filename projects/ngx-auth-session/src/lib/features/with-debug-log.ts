import { AuthFeature, backgroundFeature } from './auth-feature';

/** Writes the events of the session to the console. Never writes a token. */
export function withDebugLog(): AuthFeature {
  return backgroundFeature('debug', 'withDebugLog', ({ events }) =>
    // As JSON, an error shows its code and not its cause, which may repeat a request body.
    events.subscribe((event) => console.debug(`ngx-auth-session: ${JSON.stringify(event)}`)),
  );
}
