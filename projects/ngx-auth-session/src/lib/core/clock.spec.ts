import { createFakeClock, settle } from '../../../test/support/fakes/fake-clock';
import { AuthError } from './auth-error';
import { alarm, within } from './clock';

const DAY = 86_400_000;

describe('alarm', () => {
  it('calls back once the time has passed', async () => {
    const clock = createFakeClock();
    const ring = jasmine.createSpy();
    alarm(clock, 1_000, ring);
    await clock.advance(999);
    expect(ring).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('can be cancelled', async () => {
    const clock = createFakeClock();
    const ring = jasmine.createSpy();
    alarm(clock, 1_000, ring)();
    await clock.advance(DAY);
    expect(ring).not.toHaveBeenCalled();
  });

  it('C-11 sets no timer for a time that is over', () => {
    const after = jasmine.createSpy();
    alarm({ now: () => 0, after }, -3_600_000, () => undefined);
    expect(after.calls.mostRecent().args[0]).toBe(0);
  });

  it('T3 C-11 does not ring at once for a time beyond the reach of timers', async () => {
    const clock = createFakeClock();
    const ring = jasmine.createSpy();
    alarm(clock, 30 * DAY, ring);
    await clock.advance(24 * DAY);
    expect(ring).not.toHaveBeenCalled();
    // Early, so that whoever set it looks at the time again.
    await clock.advance(DAY);
    expect(ring).toHaveBeenCalledTimes(1);
  });
});

describe('within', () => {
  it('settles like a promise that is in time, and leaves no timer', async () => {
    const clock = createFakeClock();
    const cause = new Error('refused');
    await expectAsync(within(clock, 1_000, Promise.resolve('value'))).toBeResolvedTo('value');
    await expectAsync(within(clock, 1_000, Promise.reject(cause))).toBeRejectedWith(cause);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('Q14 rejects when the time has passed, and says how much that was', async () => {
    const clock = createFakeClock();
    const late = within(clock, 1_000, new Promise(() => undefined));
    await clock.advance(999);
    await expectAsync(late).toBePending();
    await clock.advance(1);
    const error = await late.catch((caught: unknown) => caught as AuthError);
    expect(error).toEqual(new AuthError('timeout'));
  });

  it('lets nothing happen when the promise settles too late', async () => {
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

  it('takes anything that has a then', async () => {
    const thenable: PromiseLike<string> = Promise.resolve('value');
    const bare = { then: thenable.then.bind(thenable) };
    expect(await within(createFakeClock(), 1_000, bare)).toBe('value');
  });
});
