import * as fc from 'fast-check';
import { createFakeClock, settle } from '../support/fakes/fake-clock';
import { createFakeLocks } from '../support/fakes/fake-locks';
import { createStorageArea, StorageMode } from '../support/fakes/fake-storage';
import { Delivery, ModelServer, PendingCall, sessionAtServer } from '../support/model/model-server';
import {
  LOCK_TIMEOUT_MS,
  ModelPage,
  ModelTab,
  REFRESH_TIMEOUT_MS,
} from '../support/model/model-tab';

/** The events of a run, in any order. The numbers pick a tab or a call, modulo the count. */
type Step =
  | { readonly do: 'request' | 'logout' | 'close' | 'freeze' | 'thaw'; readonly tab: number }
  | { readonly do: 'store'; readonly tab: number; readonly how: StorageMode | 'cleared' | 'torn' }
  | { readonly do: 'login'; readonly tab: number; readonly user: string }
  | { readonly do: 'deliver'; readonly call: number; readonly how: Delivery }
  | { readonly do: 'wait' | 'set-clock' | 'set-server-clock'; readonly ms: number }
  | { readonly do: 'expire' | 'settle' | 'see' };

const tab = fc.nat(2);
const how = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Delivery>('answered') },
  { weight: 1, arbitrary: fc.constantFrom<Delivery>('request-lost', 'answer-lost') },
);
const HOUR_MS = 3_600_000;
/** The server's grace period for a rotated refresh token, in runs that have one. */
const GRACE_MS = 5_000;
/**
 * The longest time until a tab sees what another one wrote. Browsers need milliseconds; this one is very busy. A tab
 * waits for a second, and in that time one tab may write a value, another restore the previous one, and a third write
 * again.
 */
const SEEN_AFTER_MS = 250;
const steps: fc.WeightedArbitrary<Step>[] = [
  { weight: 12, arbitrary: fc.record({ do: fc.constant('request'), tab }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('deliver'), call: fc.nat(9), how }) },
  { weight: 6, arbitrary: fc.constant({ do: 'settle' }) },
  { weight: 6, arbitrary: fc.constant({ do: 'see' }) },
  { weight: 4, arbitrary: fc.constant({ do: 'expire' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      ms: fc.constantFrom(500, 5_000, 12_000, 70_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock'),
      // The short ones are close to the server's grace period.
      ms: fc.constantFrom(-24 * HOUR_MS, -HOUR_MS, -4_000, -200, 200, 6_000, HOUR_MS, 24 * HOUR_MS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-server-clock'),
      ms: fc.constantFrom(-HOUR_MS, -GRACE_MS, -200, 200, GRACE_MS, HOUR_MS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('login'), tab, user: fc.constantFrom('ada', 'bob') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('logout', 'close'), tab }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('freeze', 'thaw'), tab }) },
];
const storageFault: fc.WeightedArbitrary<Step> = {
  weight: 4,
  arbitrary: fc.record({
    do: fc.constant('store'),
    tab,
    how: fc.constantFrom('working', 'blocked', 'full', 'cleared', 'torn'),
  }),
};

/** Several tabs of one browser, controlled by a test. */
class World {
  readonly clock = createFakeClock();
  readonly area = createStorageArea({ later: (see) => this.#seeLater(see) });
  readonly server = new ModelServer(
    () => this.area.values.get('auth.session') ?? '',
    () => this.clock.now(),
  );
  readonly locks = createFakeLocks();
  readonly tabs: ModelTab[] = [];

  /** Writes that some tabs have not seen yet. */
  readonly #unseen = new Set<() => void>();

  /** Whether storage has failed: then tabs don't see each other's sessions, and need not agree. */
  #apart = false;

  /** Whether a message to the server or to a tab was lost: then a session may survive at the server. */
  #lossy = false;

  /** @param copies how many copies of the library there are in the document of each tab */
  constructor(
    private readonly withLocks: boolean,
    private readonly copies = 1,
  ) {
    for (let index = 0; index < 3; index += copies) this.open();
  }

  open(): void {
    const locks = this.withLocks ? this.locks : null;
    const storage = this.area.openTab();
    const page = new ModelPage();
    for (let copy = 0; copy < this.copies; copy++) {
      this.tabs.push(new ModelTab(this.tabs.length, storage, this.server, this.clock, locks, page));
    }
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const each of steps) {
      await this.#take(each);
      this.checkEachStep();
    }
    await this.finish();
  }

  async #take(each: Step): Promise<void> {
    const at = 'tab' in each ? this.live[each.tab % this.live.length]! : this.live[0]!;
    switch (each.do) {
      case 'request':
        return at.request();
      case 'login':
        return void at.signIn.login(each.user).catch(() => undefined);
      case 'logout':
        return at.logout();
      case 'close':
        this.#lossy = true;
        for (const copy of this.#copiesOf(at)) {
          copy.closed = true;
          this.server.closeTab(copy.index, 'answer-lost');
        }
        return this.open();
      case 'freeze':
        // Keep at least one tab running, or nothing happens at all.
        if (this.live.length > this.copies) this.#freeze(at);
        return;
      case 'thaw':
        for (const { freezer } of this.tabs) freezer.thaw();
        return;
      case 'deliver': {
        const { pending } = this.server;
        return this.#deliver(pending[each.call % pending.length], each.how);
      }
      case 'expire':
        return this.server.expireAccessTokens();
      case 'wait':
        return this.clock.advance(each.ms);
      case 'set-clock':
        return this.clock.jumpTo(this.clock.now() + each.ms);
      case 'set-server-clock':
        this.server.clockOffset += each.ms;
        return;
      case 'store':
        return this.#breakStorage(at, each.how);
      case 'see':
        return this.#unseen.values().next().value?.();
      case 'settle':
        return settle();
    }
  }

  #deliver(call: PendingCall | undefined, how: Delivery): void {
    // A sign-in replaces the session that its tab sees. With locks, the tab may see a newer one late.
    this.#lossy ||= how !== 'answered' || (call?.kind === 'login' && this.withLocks);
    call?.deliver(how);
  }

  /**
   * Delays what a tab sees. Without locks, only the server's grace period protects a tab that has not seen another
   * tab's write.
   */
  #seeLater(see: () => void): void {
    if (!this.withLocks) return see();
    const once = (): void => {
      if (this.#unseen.delete(once)) see();
    };
    this.#unseen.add(once);
    this.clock.after(SEEN_AFTER_MS, once);
  }

  /** The tabs that are open and not frozen. */
  get live(): ModelTab[] {
    return this.tabs.filter(({ closed, freezer }) => !closed && !freezer.frozen);
  }

  #freeze(at: ModelTab): void {
    at.freezer.freeze();
    for (const copy of this.#copiesOf(at)) this.server.freezeTab(copy.index);
  }

  /** The copies of the library in the document of this tab. */
  #copiesOf({ page }: ModelTab): ModelTab[] {
    return this.tabs.filter((tab) => tab.page === page);
  }

  #breakStorage({ storage }: ModelTab, how: StorageMode | 'cleared' | 'torn'): void {
    this.#apart = true;
    if (how === 'cleared') this.area.values.clear();
    else if (how === 'torn') this.area.values.set('auth.session', '{"id":"torn');
    else storage.mode = how;
  }

  /** Checks what must be true after each step. */
  checkEachStep(): void {
    const refreshes = this.server.pending.filter(
      ({ kind, wasFrozen }) => kind === 'refresh' && !wasFrozen,
    );
    const inFlight = refreshes.map(({ tab: index, refreshToken }) =>
      this.withLocks ? refreshToken! : `${index}:${refreshToken}`,
    );
    hold(new Set(inFlight).size === inFlight.length, 'one refresh per token at a time');
    hold(this.server.stale.length === 0, 'no rotated token is sent while a newer one is stored');
    const honest = this.#apart || !this.withLocks || this.server.stolen.length === 0;
    hold(honest, 'no refresh token counts as reused unless an answer was lost');
    for (const { leaked, leakedAfterLogout, requests } of this.tabs) {
      hold(!leakedAfterLogout, 'no request carries a token after logout');
      hold(this.#apart || !leaked, 'no request carries a token of a previous session');
      hold(
        requests.every(({ sent }) => sent <= 2),
        'no request is sent more than twice',
      );
    }
  }

  /**
   * Lets the user send a request in each tab once a second, while each refresh is delivered as given.
   *
   * @returns whether the session has survived
   */
  async survives(fates: readonly Delivery[]): Promise<boolean> {
    for (const fate of fates) {
      this.server.expireAccessTokens();
      for (let second = 0; second < 90; second++) {
        for (const tab of this.live) tab.request();
        await settle();
        const refresh = this.server.pending.find(({ kind }) => kind === 'refresh');
        refresh?.deliver(fate);
        for (let round = 0; round < 4; round++) {
          await settle();
          for (const call of [...this.server.pending]) {
            if (call.kind === 'resource') call.deliver('answered');
          }
        }
        if (refresh) break;
        await this.clock.advance(1_000);
      }
    }
    await this.clock.advance(2 * SEEN_AFTER_MS);
    return this.live.every(({ session }) => session.state().tokens);
  }

  /** Checks what must be true once every message is delivered and every time limit has passed. */
  async finish(): Promise<void> {
    for (const { freezer } of this.tabs) freezer.thaw();
    for (let round = 0; round < 4; round++) {
      for (await settle(); this.server.pending.length > 0; await settle()) {
        this.#deliver(this.server.pending[0], 'answered');
      }
      await this.clock.advance(LOCK_TIMEOUT_MS + REFRESH_TIMEOUT_MS);
    }
    hold(
      this.live.every(({ requests }) => requests.every(({ outcome }) => outcome !== 'waiting')),
      'every request settles',
    );
    if (this.#apart) return;
    const sessions = new Set(this.live.map(({ session }) => session.state().tokens?.sessionId));
    hold(sessions.size === 1, 'all tabs agree on who is signed in');
    const stored = this.area.values.get('auth.session') ?? '';
    hold(!sessions.has(undefined) || !stored.includes('"r.'), 'no token is stored after sign-out');
    if (this.#lossy) return;
    const present = this.live[0]!.session.state().tokens;
    const known = present && sessionAtServer(present.accessToken);
    hold(
      this.server.live.every((name) => name === known),
      'the server has no session that is in no tab',
    );
  }
}

/** Throws if a guarantee is broken, so that fast-check shrinks the run to the fewest steps. */
function hold(promise: boolean, what: string): void {
  if (!promise) throw new Error(`Broken: ${what}`);
}

describe('a session in several tabs, in any order of events', () => {
  // A failed run prints its seed and path: add both beside numRuns to repeat it.
  const { config } = (globalThis as unknown as { __karma__: { config: { modelRuns?: string } } })
    .__karma__;
  const numRuns = Number(config.modelRuns ?? 1_000);

  async function signedIn(withLocks: boolean, copies = 1): Promise<World> {
    const world = new World(withLocks, copies);
    world.tabs[0]!.signIn.login('ada').catch(() => undefined);
    world.server.pending[0]!.deliver('answered');
    await settle();
    return world;
  }

  async function play(
    arbitrary: fc.Arbitrary<Step>,
    withLocks: boolean,
    copies = 1,
  ): Promise<void> {
    const orders = fc.array(arbitrary, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(orders, fc.constantFrom(0, GRACE_MS), async (taken, graceMs) => {
        const world = await signedIn(withLocks, copies);
        world.server.graceMs = graceMs;
        await world.run(taken);
      }),
      { numRuns, includeErrorInReport: true },
    );
    expect().nothing();
  }

  it('survives lost answers as long as a request follows within the grace period (F25, X9)', async () => {
    const failures = fc.array(fc.constantFrom<Delivery>('request-lost', 'unavailable'));
    await fc.assert(
      fc.asyncProperty(fc.array(failures, { maxLength: 4 }), async (runs) => {
        const world = await signedIn(true);
        world.server.graceMs = 5_000;
        const fates = runs.flatMap((run): Delivery[] => [...run, 'answer-lost', 'answered']);
        hold(await world.survives(fates), 'a lost answer ends no session within the grace period');
      }),
      { numRuns: Math.ceil(numRuns / 10), includeErrorInReport: true },
    );
    expect().nothing();
  }, 3_600_000);

  for (const withLocks of [true, false]) {
    const locks = withLocks ? 'with Web Locks' : 'without Web Locks';

    it(`keeps every guarantee ${locks} (Q1, Q5, Q11, X1, X2, X3, X4, X5, X6, X7, L1, L2, T1, T4)`, async () => {
      await play(fc.oneof(...steps), withLocks);
    }, 3_600_000);

    it(`keeps every guarantee ${locks} when storage fails (S1, S2)`, async () => {
      await play(fc.oneof(...steps, storageFault), withLocks);
    }, 3_600_000);

    it(`keeps every guarantee ${locks} with two copies of the library in each document (F20)`, async () => {
      await play(fc.oneof(...steps, storageFault), withLocks, 2);
    }, 3_600_000);
  }
});
