import * as fc from 'fast-check';
import { tabOwnedValues } from '../../../src/lib/core/storage/tab-owned-values';
import { syncValues } from '../../../src/lib/core/storage/sync-values';
import { createFakeClock, settle } from '../fakes/fake-clock';
import { createFakeLocks } from '../fakes/fake-locks';
import { createFakeBrowser, FakePage } from '../fakes/fake-presence';
import { createStorageArea, FakeStorageArea } from '../fakes/fake-storage';
import { Delivery, ModelServer, sessionAtServer } from './model-server';
import { ModelPage, ModelTab, REFRESH_TIMEOUT_MS } from './model-tab';

/** A step of tabs that have a storage each. */
export type ClonedStep =
  | {
      readonly do:
        'request' | 'logout' | 'clone' | 'reload' | 'close' | 'leave' | 'freeze' | 'copy';
      readonly tab: number;
    }
  | { readonly do: 'login'; readonly tab: number; readonly user: string }
  | { readonly do: 'deliver'; readonly call: number; readonly how: Delivery }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'reopen' | 'back' | 'thaw' | 'expire' | 'settle' };

const tab = fc.nat(3);

/** Any of these steps. */
export const clonedStep: fc.Arbitrary<ClonedStep> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('request'), tab }) },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant('deliver'),
      call: fc.nat(9),
      how: fc.constant<Delivery>('answered'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('settle') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('expire') }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(20, 500, 2_000, 70_000) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('clone', 'reload', 'leave', 'freeze', 'copy'),
      tab,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('logout', 'close'), tab }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('reopen', 'back', 'thaw') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('login'), tab, user: fc.constantFrom('ada', 'bob') }),
  },
);

/** A document in a tab, with its storage and its copies of the library. */
interface Document {
  readonly area: FakeStorageArea;
  readonly page: ModelPage;
  readonly browserPage: FakePage;
  readonly copies: ModelTab[];
}

/** Tabs with a storage each, which the browser clones when the user duplicates a tab. */
export class ClonedWorld {
  readonly clock = createFakeClock();
  readonly server: ModelServer;
  readonly #locks = createFakeLocks();
  readonly #browser = createFakeBrowser(this.#locks);
  readonly #areas = new Set<FakeStorageArea>();
  readonly #tabs: ModelTab[] = [];
  readonly #open = new Set<Document>();
  /** Documents in the back/forward cache. */
  readonly #cached: Document[] = [];
  readonly #closed: FakeStorageArea[] = [];
  /** Whether a step may have ended the first session. */
  #mayHaveEnded = false;

  constructor() {
    const stored = (): string =>
      [...this.#areas].map(({ values }) => values.get('auth.session')).join();
    this.server = new ModelServer(stored, () => this.clock.now());
  }

  async run(steps: readonly ClonedStep[]): Promise<void> {
    const first = this.#load(createStorageArea({ shared: false }));
    first.copies[0]!.signIn.login('ada').catch(() => undefined);
    this.server.pending[0]!.deliver('answered');
    await settle();
    for (const step of steps) {
      await this.#perform(step);
      this.#checkEachStep();
    }
    await this.#finish();
  }

  #load(area: FakeStorageArea): Document {
    this.#areas.add(area);
    const page = new ModelPage();
    const browserPage = this.#browser.open();
    browserPage.pass = (run) => page.freezer.pass(run);
    const document = { area, page, browserPage, copies: [] };
    this.#open.add(document);
    this.#addCopy(document);
    return document;
  }

  /** Starts another copy of the library in a document. */
  #addCopy({ area, page, browserPage, copies }: Document): void {
    const values = tabOwnedValues(syncValues, browserPage.presence, browserPage.rotationLog);
    const storage = area.openTab();
    // Copies in one document are notified by the page, because browsers send no storage event to the document that writes.
    storage.watch = () => () => undefined;
    const copy = new ModelTab(
      this.#tabs.length,
      storage,
      this.server,
      this.clock,
      null,
      page,
      values,
    );
    this.#tabs.push(copy);
    copies.push(copy);
  }

  async #perform(step: ClonedStep): Promise<void> {
    const documents = [...this.#open].filter(({ page }) => !page.freezer.frozen);
    const target = documents['tab' in step ? step.tab % documents.length : 0]!;
    const copy = target.copies['tab' in step ? step.tab % target.copies.length : 0]!;
    switch (step.do) {
      case 'request':
        return copy.request();
      case 'login':
        this.#mayHaveEnded = true;
        return void copy.signIn.login(step.user).catch(() => undefined);
      case 'logout':
        this.#mayHaveEnded = true;
        return copy.logout();
      case 'clone': {
        const area = createStorageArea({ shared: false });
        target.area.values.forEach((value, key) => area.values.set(key, value));
        // Load every other clone later, possibly after its tab is closed.
        if (step.tab % 2) this.#closed.push(area);
        else if (documents.length < 5) this.#load(area);
        return;
      }
      case 'copy':
        return target.copies.length < 2 ? this.#addCopy(target) : undefined;
      case 'reload':
        // A response that has arrived must not count as lost.
        await settle();
        this.#unload(target);
        return void this.#load(target.area);
      case 'close':
        if (documents.length === 1) return;
        await settle();
        this.#mayHaveEnded = true;
        this.#unload(target);
        this.#closed.push(target.area);
        return;
      case 'reopen': {
        const area = this.#closed.shift();
        if (area) this.#load(area);
        return;
      }
      case 'leave':
        if (documents.length === 1) return;
        this.#mayHaveEnded = true;
        await settle();
        target.browserPage.leave();
        this.#freeze(target);
        // A clone that claims the session now can't know that its refresh token is in flight.
        for (const { index } of target.copies) this.server.mayLoseAnswers(index);
        this.#open.delete(target);
        this.#cached.push(target);
        return;
      case 'back': {
        const document = this.#cached.shift();
        if (document) this.#restore(document);
        return;
      }
      case 'freeze':
        if (documents.length > 1) this.#freeze(target);
        return;
      case 'thaw':
        for (const document of this.#open) this.#thaw(document);
        return;
      case 'deliver': {
        const { pending } = this.server;
        return pending[step.call % pending.length]?.deliver(step.how);
      }
      case 'expire':
        return this.server.expireAccessTokens();
      case 'wait':
        return this.clock.advance(step.ms);
      case 'settle':
        return settle();
    }
  }

  #freeze({ page, copies }: Document): void {
    page.freezer.freeze();
    for (const { index } of copies) this.server.freezeTab(index);
  }

  #thaw({ page }: Document): void {
    page.freezer.thaw();
  }

  #restore(document: Document): void {
    this.#open.add(document);
    this.#thaw(document);
    document.browserPage.restore();
    document.page.notify();
  }

  #unload(document: Document): void {
    document.browserPage.leave();
    document.page.freezer.freeze();
    this.#open.delete(document);
    for (const copy of document.copies) {
      copy.closed = true;
      // The browser aborts its requests, before they reach the server.
      this.server.closeTab(copy.index, 'request-lost');
    }
  }

  #checkEachStep(): void {
    const { pending, stale, stolen } = this.server;
    const tokens = pending.flatMap(({ kind, refreshToken, wasFrozen }) =>
      kind === 'refresh' && !wasFrozen ? refreshToken! : [],
    );
    check(new Set(tokens).size === tokens.length, 'one refresh per refresh token at a time');
    check(stale.length === 0, 'no rotated refresh token is sent while a newer one is stored');
    check(stolen.length === 0, 'the server detects no reuse of a refresh token');
    for (const { leakedAfterLogout, requests } of this.#tabs) {
      check(!leakedAfterLogout, 'no request carries a token after logout');
      check(
        requests.every(({ sent }) => sent <= 2),
        'no request is sent more than twice',
      );
    }
  }

  async #finish(): Promise<void> {
    while (this.#cached.length) this.#restore(this.#cached.shift()!);
    for (const document of this.#open) this.#thaw(document);
    for (let round = 0; round < 4; round++) {
      for (await settle(); this.server.pending.length > 0; await settle()) {
        this.server.pending[0]!.deliver('answered');
        this.#checkEachStep();
      }
      await this.clock.advance(2 * REFRESH_TIMEOUT_MS);
    }
    const holders = new Map<string, Set<FakeStorageArea>>();
    for (const { area, copies } of this.#open) {
      for (const { session, requests } of copies) {
        check(
          requests.every(({ outcome }) => outcome !== 'waiting'),
          'every request settles',
        );
        const { status, tokens } = session.state();
        check(status !== 'unknown', 'every tab restores its session');
        if (!tokens) continue;
        const name = sessionAtServer(tokens.accessToken);
        holders.set(name, (holders.get(name) ?? new Set()).add(area));
      }
    }
    check(
      [...holders.values()].every(({ size }) => size === 1),
      'a session belongs to one tab',
    );
    check(this.#mayHaveEnded || holders.has('0'), 'no clone ends the session');
  }
}

/** Throws if a property does not hold, so that fast-check shrinks the run to the fewest steps that break it. */
function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}`);
}
