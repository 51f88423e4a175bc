import { httpResource, HttpResourceRef } from '@angular/common/http';
import { runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settle } from '../support/settle';
import { authorization, AuthWorld, bearer, REFRESH, setupAuth } from '../support/setup-auth';

describe('httpResource', () => {
  let world: AuthWorld;
  const page = signal(1);
  let resource: HttpResourceRef<unknown>;

  beforeEach(async () => {
    world = setupAuth();
    await world.signIn();
    page.set(1);
    resource = runInInjectionContext(world.injector, () =>
      httpResource<unknown>(() => `/jobs/${page()}`),
    );
    TestBed.tick();
    await world.answer('/jobs/1', null, 401);
  });

  it('A8 loads the new URL with the new token if the URL changes during the refresh', async () => {
    const refresh = await world.sent(REFRESH);
    page.set(2);
    TestBed.tick();
    await settle();
    expect(refresh.cancelled).toBeFalse();
    world.controller.expectNone('/jobs/1');
    world.controller.expectNone('/jobs/2');
    refresh.flush({ accessToken: 'access-2', refreshToken: 'refresh-2', expiresIn: 900 });
    await settle();
    world.controller.expectNone('/jobs/1');
    const request = await world.answer('/jobs/2', { page: 2 });
    expect(authorization(request)).toBe(bearer(2));
    TestBed.tick();
    expect(resource.value()).toEqual({ page: 2 });
  });

  it('A8 stores the new token pair after the resource is destroyed', async () => {
    resource.destroy();
    await world.flushRefresh();
    world.controller.expectNone('/jobs/1');
    world.get('/other');
    expect(authorization(await world.answer('/other', {}))).toBe(bearer(2));
  });
});
