import { withDebugLog, withLocalStorage } from '../../src/public-api';
import { watch } from '../support/outcome';
import { settle } from '../support/settle';
import { ADA, AuthWorld, grant, LOGIN, LOGOUT, setupAuth } from '../support/setup-auth';

/** Spies on every console method, and returns a function that lists all output, as a debugger would show it. */
function watchConsole(): () => string {
  const written: string[] = [];
  for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    spyOn(console, method).and.callFake((...values: unknown[]) => {
      written.push(...values.map((value) => everythingIn(value)));
    });
  }
  return () => written.join('\n');
}

describe('withDebugLog()', () => {
  let world: AuthWorld;
  let written: () => string;

  beforeEach(() => {
    written = watchConsole();
    world = setupAuth({ features: [withLocalStorage(), withDebugLog()] });
  });

  afterEach(() => {
    expect(written()).not.toMatch(/access-|refresh-\d|secret/);
  });

  it('A6 prints the events of a session and no token', async () => {
    await world.signIn();
    await world.refused('/a');
    await world.flushRefresh();
    await world.answer('/a', {});
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    await settle();
    const types = written().match(/"type":"[^"]+/g);
    expect(types).toEqual(['"type":"signed-in', '"type":"refreshed', '"type":"signed-out']);
  });

  it('A6 C-20 prints no token if the server repeats it in an error', async () => {
    await world.signIn();
    await world.refused('/a');
    await world.flushRefresh({ message: 'refresh-1 of access-1 cannot be used now' }, 503);
    expect(written()).toContain('"code":"server"');
    expect(written()).toContain('"status":503');
  });

  it('A6 C-20 prints no token if an answer is cut off in the middle', async () => {
    await world.signIn();
    await world.refused('/a');
    await world.flushRefresh('{"accessToken":"access-2","refreshToken":"refr');
    expect(written()).toContain('"code":"invalid-response"');
  });

  it('A6 C-20 prints no token that is invalid', async () => {
    const login = watch(world.auth.login({ password: 'secret' }));
    await world.answer(LOGIN, grant(1, { accessToken: 'access-1 with a space', user: ADA }));
    expect(everythingIn(login.error)).not.toMatch(/access-|secret/);
  });
});

/**
 * Lists a value with everything that it refers to, including members that are not enumerable, such as the cause of an
 * error.
 */
function everythingIn(value: unknown, known = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (known.has(value)) return '';
  known.add(value);
  return Object.getOwnPropertyNames(value)
    .map((name) => `${name} ${everythingIn((value as Record<string, unknown>)[name], known)}`)
    .join(' ');
}
