import { createFakeClock, FakeClock, settle } from '../../../../test/support/fakes/fake-clock';
import { createFakeLocks, FakeLocks } from '../../../../test/support/fakes/fake-locks';
import { createCrossTabLock, CrossTabLock, Locks } from './cross-tab-lock';

const NAME = 'auth.session';
const TIMEOUT = 15_000;

/** Work that ends when the test calls `end` or `fail`. */
function createWork(): {
  run: jasmine.Spy;
  end: (result: string) => void;
  fail: (e: Error) => void;
} {
  let end!: (result: string) => void;
  let fail!: (error: Error) => void;
  const ended = new Promise<string>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { run: jasmine.createSpy('work').and.returnValue(ended), end, fail };
}

describe('createCrossTabLock', () => {
  let clock: FakeClock;
  let locks: FakeLocks;

  beforeEach(() => {
    clock = createFakeClock();
    locks = createFakeLocks();
  });

  const exclusiveWith = (browserLocks: Locks | null): CrossTabLock['exclusive'] =>
    createCrossTabLock(NAME, TIMEOUT, clock, browserLocks).exclusive;

  it('X1 lets one tab work at a time', async () => {
    const [first, second] = [createWork(), createWork()];
    const inTabA = exclusiveWith(locks)<string>(first.run);
    const inTabB = exclusiveWith(locks)<string>(second.run);
    await settle();
    expect(first.run).toHaveBeenCalledTimes(1);
    expect(second.run).not.toHaveBeenCalled();
    first.end('a');
    await settle();
    expect(second.run).toHaveBeenCalledTimes(1);
    second.end('b');
    expect(await Promise.all([inTabA, inTabB])).toEqual(['a', 'b']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('S10 does not wait for work under another name', async () => {
    locks.hold('other.session');
    expect(await exclusiveWith(locks)(() => Promise.resolve('done'))).toBe('done');
  });

  it('releases the lock when the work fails', async () => {
    const work = createWork();
    const outcome = exclusiveWith(locks)(work.run);
    await settle();
    work.fail(new Error('refused'));
    await expectAsync(outcome).toBeRejectedWithError('refused');
    await settle();
    expect(locks.queueLength(NAME)).toBe(0);
  });

  it('X3 works without the lock if it is not granted in time', async () => {
    locks.hold(NAME);
    const work = createWork();
    const outcome = exclusiveWith(locks)<string>(work.run);
    await clock.advance(TIMEOUT - 1);
    expect(work.run).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(work.run).toHaveBeenCalledTimes(1);
    work.end('done');
    expect(await outcome).toBe('done');
  });

  it('X3 lets only one of two tabs work that time out at the same moment, and the other one if that work hangs', async () => {
    locks.hold(NAME);
    const [first, second] = [createWork(), createWork()];
    void exclusiveWith(locks)(first.run);
    void exclusiveWith(locks)(second.run);
    await clock.advance(TIMEOUT);
    expect(first.run).toHaveBeenCalledTimes(1);
    await clock.advance(TIMEOUT - 1);
    expect(second.run).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(second.run).toHaveBeenCalledTimes(1);
  });

  it('X3 uses the lock if it is granted while the tab waits after its timeout', async () => {
    const release = locks.hold(NAME);
    locks.hold(`${NAME}:late`);
    const work = createWork();
    void exclusiveWith(locks)(work.run);
    await clock.advance(TIMEOUT + 1);
    release();
    await settle();
    expect(work.run).toHaveBeenCalledTimes(1);
    work.end('done');
    await settle();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('X3 releases a lock at once that is granted late', async () => {
    const release = locks.hold(NAME);
    const work = createWork();
    void exclusiveWith(locks)(work.run);
    await clock.advance(TIMEOUT);
    expect(locks.queueLength(NAME)).toBe(2);
    release();
    await settle();
    expect(work.run).toHaveBeenCalledTimes(1);
    expect(locks.queueLength(NAME)).toBe(0);
  });

  it('stops its timer once the lock is granted, however long the work takes', async () => {
    const work = createWork();
    void exclusiveWith(locks)(work.run);
    await clock.advance(2 * TIMEOUT);
    expect(work.run).toHaveBeenCalledTimes(1);
    expect(locks.queueLength(NAME)).toBe(1);
  });

  it('X4 works at once and without a timer if the browser has no locks', () => {
    const work = createWork();
    void exclusiveWith(null)(work.run);
    expect(work.run).toHaveBeenCalledTimes(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  const broken: Record<string, Locks['request']> = {
    throws: () => {
      throw new DOMException('The document is not active', 'InvalidStateError');
    },
    rejects: () => Promise.reject(new DOMException('Access is denied', 'SecurityError')),
    'rejects after the work has begun': async (_, held) => {
      await held();
      throw new DOMException('The lock was stolen', 'AbortError');
    },
  };
  for (const [how, request] of Object.entries(broken)) {
    it(`X4 works once if the lock manager ${how}`, async () => {
      const work = createWork();
      const outcome = exclusiveWith({ ...locks, request })<string>(work.run);
      await settle();
      work.end('done');
      expect(await outcome).toBe('done');
      await clock.advance(TIMEOUT);
      expect(work.run).toHaveBeenCalledTimes(1);
      expect(clock.pendingTimers()).toBe(0);
    });
  }

  it('rejects if the work fails without a lock', async () => {
    locks.hold(NAME);
    const outcome = exclusiveWith(locks)(() => Promise.reject(new Error('refused')));
    const caught = outcome.catch((error: unknown) => (error as Error).message);
    await clock.advance(TIMEOUT);
    expect(await caught).toBe('refused');
  });

  describe('with work that only one tab has to do', () => {
    const open = (): CrossTabLock => createCrossTabLock(NAME, TIMEOUT, clock, locks);
    const done = (): Promise<string> => Promise.resolve('done');

    it('X1 makes other tabs wait until they can read the result in storage', async () => {
      expect(await open().exclusive(done, 's1:0')).toBe('done');
      const work = createWork();
      void open().exclusive(work.run, 's1:0');
      await clock.advance(1_999);
      expect(work.run).not.toHaveBeenCalled();
      await clock.advance(1);
      expect(work.run).toHaveBeenCalledTimes(1);
    });

    it('lets the next tab work at once if the first one failed', async () => {
      const failed = open().exclusive(() => Promise.reject(new Error('refused')), 's1:0');
      await expectAsync(failed).toBeRejectedWithError('refused');
      expect(await open().exclusive(done, 's1:0')).toBe('done');
    });

    it('S10 does not make other work wait, nor the same work under another name', async () => {
      await open().exclusive(done, 's1:0');
      expect(await open().exclusive(done, 's1:1')).toBe('done');
      expect(await open().exclusive(done)).toBe('done');
      const elsewhere = createCrossTabLock('other', TIMEOUT, clock, locks);
      expect(await elsewhere.exclusive(done, 's1:0')).toBe('done');
    });

    it('X1 still holds the first lock after it has done other work', async () => {
      const here = open();
      await here.exclusive(done, 's1:0');
      await here.exclusive(done, 's1:1');
      await settle();
      expect(locks.queueLength(`${NAME}:s1:0`)).toBe(1);
      expect(locks.queueLength(`${NAME}:s1:1`)).toBe(1);
      await clock.advance(2_000);
      expect(locks.queueLength(`${NAME}:s1:0`)).toBe(0);
      expect(locks.queueLength(`${NAME}:s1:1`)).toBe(0);
    });

    it('A9 releases the lock when the application is destroyed', async () => {
      await open().exclusive(done, 's1:0');
      await settle();
      expect(locks.queueLength(`${NAME}:s1:0`)).toBe(1);
      clock.stop();
      await settle();
      expect(locks.queueLength(`${NAME}:s1:0`)).toBe(0);
    });
  });

  it('works with the locks of the browser', async () => {
    const name = `${NAME}.tab-coordinator.spec`;
    const tabs = createCrossTabLock(name, TIMEOUT, clock, navigator.locks);
    const namesOfHeld = async (): Promise<unknown> =>
      (await navigator.locks.query()).held?.map((lock) => lock.name);
    expect(await tabs.exclusive(namesOfHeld, 's1:0')).toContain(`${name}:s1:0`);
    expect(await namesOfHeld()).toContain(`${name}:s1:0`);
    clock.stop();
  });
});
