import * as fc from 'fast-check';
import { tabOwnedValues } from '../../../src/lib/core/storage/tab-owned-value';
import { syncValues } from '../../../src/lib/core/storage/persisted-value';
import { createFakeClock, settle } from '../fakes/fake-clock';
import { createFakeLocks } from '../fakes/fake-locks';
import { createFakeBrowser, FakePage } from '../fakes/fake-presence';
import { createStorageArea, FakeStorageArea } from '../fakes/fake-storage';
import { Delivery, ModelServer, sessionAtServer } from './model-server';
import { ModelPage, ModelTab, REFRESH_TIMEOUT_MS } from './model-tab';

/** What may happen to tabs that have a storage each. */
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

/** One document in a tab: what it stores, and the copies of the library in it. */
interface Document {
  readonly area: FakeStorageArea;
  readonly page: ModelPage;
  readonly known: FakePage;
  readonly copies: ModelTab[];
}

/** Tabs that have a storage each, which the browser copies when it duplicates one. */
export class ClonedWorld {
  readonly clock = createFakeClock();
  readonly server: ModelServer;
  readonly #locks = createFakeLocks();
  readonly #browser = createFakeBrowser(this.#locks);
  readonly #areas = new Set<FakeStorageArea>();
  readonly #tabs: ModelTab[] = [];
  readonly #open = new Set<Document>();
  /** Documents that "back" can bring back. */
  readonly #away: Document[] = [];
  readonly #closed: FakeStorageArea[] = [];
  /** Whether something happened that may well end the first session. */
  #disturbed = false;

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
      await this.#take(step);
      this.#checkEachStep();
    }
    await this.#finish();
  }

  #load(area: FakeStorageArea): Document {
    this.#areas.add(area);
    const page = new ModelPage();
    const known = this.#browser.open();
    known.pass = (run) => page.freezer.pass(run);
    const document = { area, page, known, copies: [] };
    this.#open.add(document);
    this.#addCopy(document);
    return document;
  }

  /** Starts another copy of the library in a document. */
  #addCopy({ area, page, known, copies }: Document): void {
    const texts = tabOwnedValues(syncValues, known.presence, known.notes);
    const storage = area.openTab();
    // Its own writes are told by the page, as in a browser.
    storage.watch = () => () => undefined;
    const copy = new ModelTab(
      this.#tabs.length,
      storage,
      this.server,
      this.clock,
      null,
      page,
      texts,
    );
    this.#tabs.push(copy);
    copies.push(copy);
  }

  async #take(step: ClonedStep): Promise<void> {
    const documents = [...this.#open].filter(({ page }) => !page.freezer.frozen);
    const at = documents['tab' in step ? step.tab % documents.length : 0]!;
    const one = at.copies['tab' in step ? step.tab % at.copies.length : 0]!;
    switch (step.do) {
      case 'request':
        return one.request();
      case 'login':
        this.#disturbed = true;
        return void one.signIn.login(step.user).catch(() => undefined);
      case 'logout':
        this.#disturbed = true;
        return one.logout();
      case 'clone': {
        const area = createStorageArea({ shared: false });
        at.area.values.forEach((value, key) => area.values.set(key, value));
        // One that is loaded later, perhaps when its tab is closed, or one that is loaded now.
        if (step.tab % 2) this.#closed.push(area);
        else if (documents.length < 5) this.#load(area);
        return;
      }
      case 'copy':
        return at.copies.length < 2 ? this.#addCopy(at) : undefined;
      case 'reload':
        // An answer that has arrived is not a lost one.
        await settle();
        this.#unload(at);
        return void this.#load(at.area);
      case 'close':
        if (documents.length === 1) return;
        await settle();
        this.#disturbed = true;
        this.#unload(at);
        this.#closed.push(at.area);
        return;
      case 'reopen': {
        const area = this.#closed.shift();
        if (area) this.#load(area);
        return;
      }
      case 'leave':
        if (documents.length === 1) return;
        this.#disturbed = true;
        await settle();
        at.known.leave();
        this.#freeze(at);
        // A copy that takes the session now cannot know that its token is on its way.
        for (const { index } of at.copies) this.server.mayLoseAnswers(index);
        this.#open.delete(at);
        this.#away.push(at);
        return;
      case 'back': {
        const back = this.#away.shift();
        if (back) this.#comeBack(back);
        return;
      }
      case 'freeze':
        if (documents.length > 1) this.#freeze(at);
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

  #comeBack(document: Document): void {
    this.#open.add(document);
    this.#thaw(document);
    document.known.restore();
    document.page.tell();
  }

  #unload(document: Document): void {
    document.known.leave();
    document.page.freezer.freeze();
    this.#open.delete(document);
    for (const copy of document.copies) {
      copy.closed = true;
      // Its requests end with it. What had reached the server is lost.
      this.server.closeTab(copy.index, 'request-lost');
    }
  }

  #checkEachStep(): void {
    const { pending, stale, stolen } = this.server;
    const tokens = pending.flatMap(({ kind, refreshToken, wasFrozen }) =>
      kind === 'refresh' && !wasFrozen ? refreshToken! : [],
    );
    hold(new Set(tokens).size === tokens.length, 'one refresh per token at a time');
    hold(stale.length === 0, 'no spent token is sent while a newer one is stored');
    hold(stolen.length === 0, 'no token is taken for stolen');
    for (const { leakedAfterLogout, requests } of this.#tabs) {
      hold(!leakedAfterLogout, 'no request carries a token after logout');
      hold(
        requests.every(({ sent }) => sent <= 2),
        'no request is sent more than twice',
      );
    }
  }

  async #finish(): Promise<void> {
    while (this.#away.length) this.#comeBack(this.#away.shift()!);
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
        hold(
          requests.every(({ outcome }) => outcome !== 'waiting'),
          'every request settles',
        );
        const { status, tokens } = session.state();
        hold(status !== 'unknown', 'every tab finds out who is signed in');
        if (!tokens) continue;
        const name = sessionAtServer(tokens.accessToken);
        holders.set(name, (holders.get(name) ?? new Set()).add(area));
      }
    }
    hold(
      [...holders.values()].every(({ size }) => size === 1),
      'a session belongs to one tab',
    );
    hold(this.#disturbed || holders.has('0'), 'a copy costs nobody the session');
  }
}

/** Throws, so that a run that breaks a promise is shrunk to the fewest steps that break it. */
function hold(promise: boolean, what: string): void {
  if (!promise) throw new Error(`Broken: ${what}`);
}
