import { HttpParams } from '@angular/common/http';
import { watch } from '../support/outcome';
import { grant, LOGIN, respond, setupAuth } from '../support/setup-auth';

describe('a login with the fields of a form', () => {
  const fields: [string, string][] = [
    ['name', 'ada'],
    ['password', 'se&cret'],
  ];
  const form = new FormData();
  fields.forEach(([name, value]) => form.append(name, value));
  const kinds: Record<string, object> = {
    FormData: form,
    URLSearchParams: new URLSearchParams(fields),
    Map: new Map(fields),
  };

  for (const [kind, credentials] of Object.entries(kinds)) {
    it(`A3 sends those of a ${kind} as JSON, with the device id`, async () => {
      const world = setupAuth({ config: { deviceId: () => 'device-1' } });
      watch(world.auth.login(credentials));
      const login = await world.sent(LOGIN);
      const sent = { name: 'ada', password: 'se&cret', deviceId: 'device-1' };
      expect(login.request.body).toEqual(sent);
      respond(login, grant(1));
    });

    it(`A3 sends those of a ${kind} as a form if the endpoint is set to that`, async () => {
      const endpoints = { login: { url: LOGIN, encoding: 'form' } } as const;
      const world = setupAuth({ config: { endpoints } });
      watch(world.auth.login(credentials));
      const { request } = await world.answer(LOGIN, grant(1));
      expect((request.body as HttpParams).toString()).toBe('name=ada&password=se%26cret');
    });
  }
});
