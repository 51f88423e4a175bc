import { createFakeClock, FakeClock, settle } from '../../../test/support/fake-clock';
import { createFakeLocks, FakeLocks } from '../../../test/support/fake-locks';
import { createTabCoordinator, Locks, TabCoordinator } from './tab-coordinator';

const NAME = 'auth.session';
const TIMEOUT = 15_000;

/** A piece of work that ends when the test says so. */
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

describe('createTabCoordinator', () => {
  let clock: FakeClock;
  let locks: FakeLocks;

  beforeEach(() => {
    clock = createFakeClock();
    locks = createFakeLocks();
  });

  const exclusiveWith = (given: Locks | null): TabCoordinator['exclusive'] =>
    createTabCoordinator(NAME, TIMEOUT, clock, given).exclusive;

  it('X1 lets one tab at a time work', async () => {
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

  it('S10 keeps nobody waiting who works under another name', async () => {
    locks.hold('other.session');
    expect(await exclusiveWith(locks)(() => Promise.resolve('done'))).toBe('done');
  });

  it('lets go of the lock when the work fails', async () => {
    const work = createWork();
    const outcome = exclusiveWith(locks)(work.run);
    await settle();
    work.fail(new Error('refused'));
    await expectAsync(outcome).toBeRejectedWithError('refused');
    await settle();
    expect(locks.queueLength(NAME)).toBe(0);
  });

  it('X3 works without a lock that does not come in time', async () => {
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

  it('X3 lets go at once of a lock that comes late', async () => {
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

  it('stops the clock once the lock is here, however long the work takes', async () => {
    const work = createWork();
    void exclusiveWith(locks)(work.run);
    await clock.advance(2 * TIMEOUT);
    expect(work.run).toHaveBeenCalledTimes(1);
    expect(locks.queueLength(NAME)).toBe(1);
  });

  it('X4 works at once, and without a timer, where there are no locks', () => {
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
    it(`X4 works once where the lock manager ${how}`, async () => {
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

  it('rejects where the work fails without a lock', async () => {
    locks.hold(NAME);
    const outcome = exclusiveWith(locks)(() => Promise.reject(new Error('refused')));
    const caught = outcome.catch((error: unknown) => (error as Error).message);
    await clock.advance(TIMEOUT);
    expect(await caught).toBe('refused');
  });

  describe('with marks', () => {
    const open = (given: Locks | null = locks): TabCoordinator =>
      createTabCoordinator(NAME, TIMEOUT, clock, given);

    it('X1 tells other tabs how far a session has come', async () => {
      const [here, there] = [open(), open()];
      here.mark('s1', 3);
      expect(await there.marked('s1')).toBe(3);
      expect(await there.marked('s2')).toBe(0);
      here.mark('s1', 4);
      there.mark('s1', 5);
      expect(await open().marked('s1')).toBe(5);
      here.mark('s1', Infinity);
      expect(await there.marked('s1')).toBe(Infinity);
    });

    it('S10 keeps them apart by name, and from any other lock', async () => {
      createTabCoordinator('other', TIMEOUT, clock, locks).mark('s1', 3);
      locks.hold(NAME);
      locks.hold(`${NAME}:s1:`);
      expect(await open().marked('s1')).toBe(0);
    });

    it('holds a mark for a while, and one at a time', async () => {
      const here = open();
      here.mark('s1', 1);
      here.mark('s1', 2);
      await settle();
      expect((await locks.query()).held).toEqual([{ name: `${NAME}:s1:2` }]);
      await clock.advance(5_000);
      expect((await locks.query()).held).toEqual([]);
    });

    it('A9 takes its mark away', async () => {
      const here = open();
      here.mark('s1', 1);
      here.unmark();
      await settle();
      expect(await here.marked('s1')).toBe(0);
    });

    const silent: Record<string, Locks | null> = {
      'there are no locks': null,
      'the lock manager throws': {
        request: () => {
          throw new DOMException('The document is not active', 'InvalidStateError');
        },
        query: () => {
          throw new DOMException('The document is not active', 'InvalidStateError');
        },
      },
      'the lock manager rejects': {
        request: () => Promise.reject(new DOMException('Access is denied', 'SecurityError')),
        query: () => Promise.reject(new DOMException('Access is denied', 'SecurityError')),
      },
      'the lock manager never answers': {
        request: () => new Promise(() => undefined),
        query: () => new Promise(() => undefined),
      },
      'locks have no names': {
        request: () => new Promise(() => undefined),
        query: () => Promise.resolve({ held: [{}] }),
      },
      'nothing is held': {
        request: () => new Promise(() => undefined),
        query: () => Promise.resolve({}),
      },
    };
    for (const [where, given] of Object.entries(silent)) {
      it(`X4 knows of none where ${where}`, async () => {
        const tabs = open(given);
        tabs.mark('s1', 1);
        const marked = tabs.marked('s1');
        await clock.advance(1_000);
        expect(await marked).toBe(0);
      });
    }
  });

  it('fits the locks of the browser', async () => {
    const name = `${NAME}.tab-coordinator.spec`;
    const tabs = createTabCoordinator(name, TIMEOUT, clock, navigator.locks);
    const holders = await tabs.exclusive(async () => {
      tabs.mark('s1', 2);
      return (await navigator.locks.query()).held ?? [];
    });
    expect(holders.map((lock) => lock.name)).toContain(name);
    expect(await tabs.marked('s1')).toBe(2);
    tabs.unmark();
  });
});
