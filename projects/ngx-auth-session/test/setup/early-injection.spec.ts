import { effect, ErrorHandler, inject, Injectable, Injector, LOCALE_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  BaseRouteReuseStrategy,
  DefaultTitleStrategy,
  RouteReuseStrategy,
  TitleStrategy,
} from '@angular/router';
import { AuthService, withLocalStorage } from '../../src/public-api';
import { LOGOUT, grant, setupAuth } from '../support/setup-auth';
import { fakeJwt } from '../support/fakes/fake-jwt';
import { settle } from '../support/settle';

@Injectable()
class ReportsWithUser extends ErrorHandler {
  readonly auth = inject(AuthService);
}

@Injectable()
class TitleWithUser extends DefaultTitleStrategy {
  readonly auth = inject(AuthService);
}

@Injectable()
class RoutesOfUser extends BaseRouteReuseStrategy {
  readonly auth = inject(AuthService);
}

describe('AuthService, injected into the parts of Angular that start first', () => {
  it('F143 can be injected into the error handler, the locale, the title strategy and the route reuse strategy', async () => {
    const world = setupAuth({
      routes: [{ path: 'page', title: 'Page', children: [] }],
      providers: [
        { provide: ErrorHandler, useClass: ReportsWithUser },
        { provide: TitleStrategy, useClass: TitleWithUser },
        { provide: RouteReuseStrategy, useClass: RoutesOfUser },
        {
          provide: LOCALE_ID,
          useFactory: () => inject(AuthService).claims()?.['locale'] ?? 'en-US',
        },
      ],
    });
    expect(TestBed.inject(LOCALE_ID)).toBe('en-US');
    expect(TestBed.inject(ErrorHandler)).toBeInstanceOf(ReportsWithUser);
    expect(await world.open('/page')).toBe('/page');
    await world.signIn();
    expect(world.auth.isAuthenticated()).toBeTrue();
  });

  it('F144 accepts commands from an effect, which runs once for each change', async () => {
    const world = setupAuth({ features: [withLocalStorage()] });
    let runs = 0;
    const blocked = effect(
      () => {
        runs++;
        if (world.auth.claims()?.['blocked']) world.auth.logout();
      },
      { injector: TestBed.inject(Injector) },
    );
    TestBed.tick();
    await world.signIn(grant(1, { accessToken: fakeJwt({ blocked: true }) }));
    TestBed.tick();
    await world.answer(LOGOUT, null, 204);
    await settle();
    TestBed.tick();
    expect(world.auth.status()).toBe('anonymous');
    expect(runs).toBe(3);
    blocked.destroy();
  });
});
