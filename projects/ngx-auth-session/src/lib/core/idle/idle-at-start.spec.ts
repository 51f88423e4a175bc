import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { SessionTokens } from '../tokens/session-tokens';
import { MaybePromise } from '../maybe-promise';
import { idleCheckedValues } from './idle-at-start';
import { asyncValues } from '../storage/async-storage';
import { PersistedValue } from '../storage/persisted-value';

const KEY = 'auth.session';
const RECORD =
  '{"id":7,"tokens":{"accessToken":"access-1","refreshToken":"refresh-1","receivedAt":1},"user":"Ada"}';
/** What cookie mode stores: the tokens are elsewhere. */
const MARK = '{"id":7,"tokens":{}}';
const ENDED = '{"id":7,"tokens":null}';

describe('admittingTextsOf', () => {
  let clock: FakeClock;
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let ended: SessionTokens[];
  let asked: number;

  beforeEach(() => {
    clock = createFakeClock();
    ended = [];
    asked = 0;
  });

  function open(stored: string | null, idle: MaybePromise<boolean>, slow = false): PersistedValue {
    const latency = (): Promise<void> => new Promise((done) => clock.after(10, done));
    area = createStorageArea({ latency: slow ? latency : undefined });
    storage = area.openTab();
    if (stored) area.values.set(KEY, stored);
    const isIdle = (): MaybePromise<boolean> => {
      asked++;
      return idle;
    };
    const texts = idleCheckedValues(asyncValues, isIdle, (tokens) => ended.push(tokens));
    return texts(storage, fail, clock)(KEY);
  }

  async function read(text: PersistedValue): Promise<string | null | undefined> {
    void text.whenReady?.();
    await clock.advance(1_000);
    return text.readIfChanged();
  }

  const later = (idle: boolean): Promise<boolean> =>
    new Promise((answer) => clock.after(50, () => answer(idle)));

  for (const slow of [false, true]) {
    for (const late of [false, true]) {
      const kind = `${slow ? 'a slow' : 'a'} storage${late ? ', where the activity is read later' : ''}`;
      const answer = (idle: boolean): MaybePromise<boolean> => (late ? later(idle) : idle);

      for (const stored of [RECORD, MARK]) {
        it(`F21 gives the end of an idle session in place of ${stored.slice(0, 22)} in ${kind}`, async () => {
          const text = open(stored, answer(true), slow);
          expect(JSON.parse((await read(text))!)).toEqual(JSON.parse(ENDED));
          await clock.advance(100);
          expect(JSON.parse(area.values.get(KEY)!)).toEqual(JSON.parse(ENDED));
          expect(ended.map(({ refreshToken }) => refreshToken)).toEqual([
            stored === RECORD ? 'refresh-1' : null,
          ]);
        });

        it(`F21 gives ${stored.slice(0, 22)} of an active user in ${kind}`, async () => {
          expect(await read(open(stored, answer(false), slow))).toBe(stored);
          expect(ended).toEqual([]);
          expect(area.values.get(KEY)).toBe(stored);
        });
      }

      for (const stored of [null, ENDED, 'access-7', '{"id":']) {
        it(`F21 asks nothing about ${stored} in ${kind}`, async () => {
          expect(await read(open(stored, answer(true), slow))).toBe(stored);
          expect(asked).toBe(0);
        });
      }
    }
  }

  it('F21 asks once: later sessions are looked after while the page is open', async () => {
    const text = open(RECORD, false);
    await read(text);
    area.openTab().setItem(KEY, RECORD.replace('access-1', 'access-2'));
    expect(await read(text)).toContain('access-2');
    expect(asked).toBe(1);
  });

  it('F21 lets a sign-in win that comes while it asks', async () => {
    const text = open(RECORD, later(true));
    void text.whenReady?.();
    text.write('{"id":8}');
    await clock.advance(1_000);
    expect(area.values.get(KEY)).toBe('{"id":8}');
    expect(text.readIfChanged()).toBeNull();
    expect(ended).toEqual([]);
  });

  it('F21 F23 ends an idle session that a storage tells of after the bound', async () => {
    const text = open(RECORD, later(true), true);
    spyOn(storage, 'getItem').and.callFake(
      (key) => new Promise((done) => clock.after(5_000, () => done(area.values.get(key) ?? null))),
    );
    const told: (string | null | undefined)[] = [];
    text.onLateAnswer?.(() => void told.push(text.readIfChanged()));
    const late = idleCheckedValues(
      asyncValues,
      () => true,
      () => undefined,
    );
    const slow = late(storage, () => undefined, clock)(KEY);
    slow.onLateAnswer?.(() => void told.push(slow.readIfChanged()));
    void slow.whenReady?.();
    await clock.advance(60_000);
    expect(told.at(-1)).toContain('"tokens":null');
  });

  it('F21 takes the tokens also out of a storage that is too full for the mark', () => {
    const text = open(RECORD, true);
    const texts = idleCheckedValues(
      asyncValues,
      () => true,
      () => undefined,
    );
    storage.mode = 'full';
    expect(texts(storage, () => undefined, clock)(KEY).readIfChanged()).toContain('"tokens":null');
    expect(area.values.has(KEY)).toBeFalse();
    expect(text).toBeDefined();
  });
});
