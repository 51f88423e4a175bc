import {
  EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
  REQUEST,
} from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { lastValueFrom } from 'rxjs';

/**
 * Signs in a rendering if its request has a cookie `token`. With a header `x-meet: 2`, the rendering then waits for a
 * second one, so that the two overlap.
 */
export function provideServerSession(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideAppInitializer(async () => {
      const auth = inject(AuthService);
      const headers = inject(REQUEST, { optional: true })?.headers;
      const accessToken = /\btoken=([^;]+)/.exec(headers?.get('cookie') ?? '')?.[1];
      if (accessToken) await lastValueFrom(auth.setTokens({ accessToken, expiresIn: 900 }));
      await meet(Number(headers?.get('x-meet') ?? 1));
    }),
  ]);
}

const waiting: (() => void)[] = [];

function meet(count: number): Promise<void> {
  return new Promise((go) => {
    waiting.push(go);
    if (waiting.length >= count) waiting.splice(0).forEach((others) => others());
  });
}
