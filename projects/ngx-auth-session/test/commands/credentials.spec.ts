import { codeOf, watch } from '../support/outcome';
import { LOGIN, grant, setupAuth } from '../support/setup-auth';
import { until } from '../support/settle';

/** Credentials as a form library creates them: members are inherited, and the object has its own JSON form. */
class Credentials {
  readonly #password = 'secret';
  readonly name = 'ada';

  toJSON(): object {
    return { username: this.name, password: this.#password };
  }
}

describe('credentials', () => {
  const form = { login: { url: LOGIN, encoding: 'form' } } as const;

  for (const [encoding, endpoints] of [
    ['JSON', { login: LOGIN }] as const,
    ['a form', form] as const,
  ]) {
    it(`F145 are encoded by their own toJSON(), as ${encoding}`, async () => {
      const world = setupAuth({ config: { endpoints, deviceId: () => 'device' } });
      void watch(world.auth.login(new Credentials()));
      const { request } = await world.answer(LOGIN, grant(1));
      const written = request.serializeBody() as string;
      const members =
        encoding === 'JSON'
          ? (JSON.parse(written) as object)
          : Object.fromEntries(new URLSearchParams(written));
      expect(members).toEqual({ username: 'ada', password: 'secret', deviceId: 'device' });
    });
  }

  it('F140 wait for the device id within a bound', async () => {
    const deviceId = (): Promise<string> => new Promise(() => undefined);
    const world = setupAuth({ config: { deviceId, refreshTimeoutMs: 20 } });
    const login = watch(world.auth.login({ username: 'ada' }));
    await until(() => login.error !== undefined, 'the login to fail');
    expect(codeOf(login)).toBe('timeout');
    world.controller.expectNone(LOGIN);
  });

  it('F110 omit members without a value from a form, and keep every character', async () => {
    const world = setupAuth({ config: { endpoints: form } });
    const password = 'a;b+c&d=e%ü 🙂/?@:$,';
    void watch(world.auth.login({ username: 'ada', password, otp: undefined, tenant: null }));
    const { request } = await world.answer(LOGIN, grant(1));
    expect(Object.fromEntries(new URLSearchParams(request.serializeBody() as string))).toEqual({
      username: 'ada',
      password,
    });
  });
});
