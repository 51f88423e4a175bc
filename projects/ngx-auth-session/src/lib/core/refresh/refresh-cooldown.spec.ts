import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import { createCooldown, RefreshCooldown } from './refresh-cooldown';

describe('createCooldown', () => {
  const tokens = fakeTokens();
  const failure = new AuthError('server', 'Refused', { status: 503 });
  let clock: FakeClock;
  let cooldown: RefreshCooldown;

  beforeEach(() => {
    clock = createFakeClock();
    cooldown = createCooldown(clock, 1_000);
  });

  /** Fails, and measures the pause that follows. */
  function pauseAfter(error: AuthError): number {
    cooldown.begin(tokens, error);
    const began = clock.now();
    while (cooldown.errorFor(tokens)) {
      expect(cooldown.errorFor(tokens)).toBe(error);
      clock.jumpTo(clock.now() + 500);
    }
    return clock.now() - began;
  }

  it('lets the first attempt through', () => {
    expect(cooldown.errorFor(tokens)).toBeNull();
  });

  it('T7 answers with the failure itself while the pause lasts', async () => {
    cooldown.begin(tokens, failure);
    expect(cooldown.errorFor(tokens)).toBe(failure);
    await clock.advance(999);
    expect(cooldown.errorFor(tokens)).toBe(failure);
    await clock.advance(1);
    expect(cooldown.errorFor(tokens)).toBeNull();
  });

  it('T7 doubles the pause with each failure, up to a minute', () => {
    const pauses: number[] = [];
    for (let i = 0; i < 9; i++) pauses.push(pauseAfter(failure) / 1_000);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('T7 lets another pair through, also one with the same texts', () => {
    cooldown.begin(tokens, failure);
    expect(cooldown.errorFor(fakeTokens())).toBeNull();
    expect(cooldown.errorFor(tokens)).toBe(failure);
  });

  it('waits as long as the server asks for, if that is longer', () => {
    const limited = (retryAfterSeconds: number): AuthError =>
      new AuthError('rate-limited', undefined, { status: 429, retryAfterSeconds });
    expect(pauseAfter(limited(300))).toBe(300_000);
    expect(pauseAfter(limited(1))).toBe(2_000);
  });

  it('F137 waits a quarter of an hour at most, whatever the server asks for', () => {
    for (const retryAfterSeconds of [86_400, 2_300_000_000, 1e17]) {
      const error = new AuthError('rate-limited', undefined, { status: 429, retryAfterSeconds });
      expect(pauseAfter(error)).toBe(900_000);
    }
  });

  const lost: Record<string, AuthError> = {
    'the network fails': new AuthError('network'),
    'no answer comes in time': new AuthError('timeout'),
    'the answer cannot be read': new AuthError('invalid-response'),
    'a gateway hears nothing': new AuthError('server', undefined, { status: 502 }),
    'a gateway waits too long': new AuthError('server', undefined, { status: 504 }),
  };
  for (const [what, error] of Object.entries(lost)) {
    it(`F25 X9 pauses for three seconds at most when ${what}, however often it failed before`, () => {
      for (let i = 0; i < 7; i++) cooldown.begin(tokens, failure);
      expect(pauseAfter(error)).toBe(3_000);
      expect(pauseAfter(error)).toBe(3_000);
      cooldown.end();
      expect([1, 2, 3, 4].map(() => pauseAfter(error))).toEqual([1_000, 2_000, 3_000, 3_000]);
    });

    it(`F25 keeps to Retry-After and to a longer first pause when ${what}`, () => {
      const asked = new AuthError(error.code, undefined, { ...error, retryAfterSeconds: 40 });
      expect(pauseAfter(asked)).toBe(40_000);
      cooldown = createCooldown(clock, 20_000);
      expect([1, 2].map(() => pauseAfter(error))).toEqual([20_000, 20_000]);
    });
  }

  for (const status of [408, 429, 500, 503]) {
    it(`T7 goes on doubling the pause when the server answers ${status}`, () => {
      const error = new AuthError('server', undefined, { status });
      for (let i = 0; i < 7; i++) cooldown.begin(tokens, failure);
      expect(pauseAfter(error)).toBe(60_000);
    });
  }

  it('begins anew once it has been ended', () => {
    cooldown.begin(tokens, failure);
    cooldown.begin(tokens, failure);
    cooldown.end();
    expect(cooldown.errorFor(tokens)).toBeNull();
    expect(pauseAfter(failure)).toBe(1_000);
  });

  it('T7 ends when the clock has been set back, rather than last for hours', () => {
    cooldown.begin(tokens, failure);
    clock.jumpTo(clock.now() - 3_600_000);
    expect(cooldown.errorFor(tokens)).toBeNull();
  });

  it('ends when the computer slept through it', () => {
    cooldown.begin(tokens, failure);
    clock.jumpTo(clock.now() + 1_000);
    expect(cooldown.errorFor(tokens)).toBeNull();
  });
});
