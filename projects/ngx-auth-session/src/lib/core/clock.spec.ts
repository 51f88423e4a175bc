import { createFakeClock, settle } from '../../../test/support/fakes/fake-clock';
import { AuthError } from './auth-error';
import { alarm, within } from './clock';

const DAY = 86_400_000;

describe('alarm', () => {
  it('fires once the time has passed', async () => {
    const clock = createFakeClock();
    const callback = jasmine.createSpy();
    alarm(clock, 1_000, callback);
    await clock.advance(999);
    expect(callback).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('can be cancelled', async () => {
    const clock = createFakeClock();
    const callback = jasmine.createSpy();
    alarm(clock, 1_000, callback)();
    await clock.advance(DAY);
    expect(callback).not.toHaveBeenCalled();
  });

  it('C-11 sets a timer of 0 for a time in the past', () => {
    const after = jasmine.createSpy();
    alarm({ now: () => 0, after }, -3_600_000, () => undefined);
    expect(after.calls.mostRecent().args[0]).toBe(0);
  });

  it('T3 C-11 does not fire at once for a time beyond the longest timer', async () => {
    const clock = createFakeClock();
    const callback = jasmine.createSpy();
    alarm(clock, 30 * DAY, callback);
    await clock.advance(24 * DAY);
    expect(callback).not.toHaveBeenCalled();
    // Early, so that the caller checks the time again.
    await clock.advance(DAY);
    expect(callback).toHaveBeenCalledTimes(1);
  });
});

describe('within', () => {
  it('settles like a promise within the time limit, and leaves no timer', async () => {
    const clock = createFakeClock();
    const cause = new Error('refused');
    await expectAsync(within(clock, 1_000, Promise.resolve('value'))).toBeResolvedTo('value');
    await expectAsync(within(clock, 1_000, Promise.reject(cause))).toBeRejectedWith(cause);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('Q14 rejects with timeout when the time has passed', async () => {
    const clock = createFakeClock();
    const late = within(clock, 1_000, new Promise(() => undefined));
    await clock.advance(999);
    await expectAsync(late).toBePending();
    await clock.advance(1);
    const error = await late.catch((caught: unknown) => caught as AuthError);
    expect(error).toEqual(new AuthError('timeout'));
  });

  it('ignores a promise that settles too late', async () => {
    const clock = createFakeClock();
    let fail!: (error: Error) => void;
    const late = within(clock, 1_000, new Promise((_, reject) => (fail = reject)));
    const outcome = late.catch((error: unknown) => (error as AuthError).code);
    await clock.advance(1_000);
    fail(new Error('refused'));
    await settle();
    expect(await outcome).toBe('timeout');
  });

  it('A9 rejects when the application is destroyed', async () => {
    const clock = createFakeClock();
    const waiting = within(clock, 1_000, new Promise(() => undefined));
    await settle();
    await expectAsync(waiting).toBePending();
    clock.stop();
    await expectAsync(waiting).toBeRejectedWith(new AuthError('destroyed'));
  });

  it('accepts any object with a then method', async () => {
    const thenable: PromiseLike<string> = Promise.resolve('value');
    const bare = { then: thenable.then.bind(thenable) };
    expect(await within(createFakeClock(), 1_000, bare)).toBe('value');
  });
});
