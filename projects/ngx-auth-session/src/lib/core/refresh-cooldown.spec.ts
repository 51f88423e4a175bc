import { createFakeClock, FakeClock } from '../../../test/support/fake-clock';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { AuthError } from './auth-error';
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
