import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  signal,
} from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { ExpiredToken } from '../trace/expired-token';

const TICK_MS = 250;

/** How much of the access token's life is left. */
@Component({
  selector: 'demo-token-clock',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="head">
      <span>Access token</span>
      <span class="left">{{ text() }}</span>
    </p>
    <div class="bar" aria-hidden="true">
      <div class="rest" [class.low]="part() < 0.2" [style.scale]="part() + ' 1'"></div>
    </div>
  `,
  styleUrl: './token-clock.css',
})
export class TokenClock {
  readonly #auth = inject(AuthService);
  readonly #expired = inject(ExpiredToken);
  readonly #now = signal(Date.now());

  /** Milliseconds; `null` where there is no token. */
  readonly #left = computed(() => {
    const end = this.#auth.expiresAt();
    if (end === null) return null;
    return this.#expired.active() ? 0 : Math.max(0, end - this.#now());
  });

  /** The part of its life that is left, from 0 to 1. */
  protected readonly part = computed(() => {
    const { iat, exp } = this.#auth.claims() ?? {};
    const left = this.#left();
    if (left === null || typeof iat !== 'number' || typeof exp !== 'number') return 0;
    return Math.min(1, left / ((exp - iat) * 1000));
  });

  protected readonly text = computed(() => {
    const left = this.#left();
    if (left === null) return 'none';
    return left > 0 ? `${clock(left)} left` : 'expired';
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    // Not on a server, where nobody watches.
    afterNextRender(() => {
      const timer = setInterval(() => this.#now.set(Date.now()), TICK_MS);
      destroyed.onDestroy(() => clearInterval(timer));
    });
  }
}

/** 14:05, or 1:02:09 from an hour on. */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  if (hours > 0) parts.unshift(hours);
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}
