import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { SessionTokens } from '../tokens/session-tokens';
import { MaybePromise } from '../maybe-promise';
import { idleCheckedValues } from './idle-at-start';
import { asyncValues } from '../storage/async-values';
import { PersistedValue } from '../storage/persisted-value';

const KEY = 'auth.session';
const RECORD =
  '{"id":7,"tokens":{"accessToken":"access-1","refreshToken":"refresh-1","receivedAt":1},"user":"Ada"}';
/** The record in cookie mode, which contains no tokens. */
const COOKIE_RECORD = '{"id":7,"tokens":{}}';
const ENDED = '{"id":7,"tokens":null}';

describe('idleCheckedValues', () => {
  let clock: FakeClock;
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let ended: SessionTokens[];
  let idleChecks: number;

  beforeEach(() => {
    clock = createFakeClock();
    ended = [];
    idleChecks = 0;
  });

  function open(
    stored: string | null,
    idle: MaybePromise<boolean>,
    isAsync = false,
  ): PersistedValue {
    const latency = (): Promise<void> => new Promise((done) => clock.after(10, done));
    area = createStorageArea({ latency: isAsync ? latency : undefined });
    storage = area.openTab();
    if (stored) area.values.set(KEY, stored);
    const isIdle = (): MaybePromise<boolean> => {
      idleChecks++;
      return idle;
    };
    const values = idleCheckedValues(asyncValues, isIdle, (tokens) => ended.push(tokens));
    return values(storage, fail, clock)(KEY);
  }

  async function read(value: PersistedValue): Promise<string | null | undefined> {
    void value.whenReady?.();
    await clock.advance(1_000);
    return value.readIfChanged();
  }

  const later = (idle: boolean): Promise<boolean> =>
    new Promise((answer) => clock.after(50, () => answer(idle)));

  for (const isAsync of [false, true]) {
    for (const late of [false, true]) {
      const kind = `${isAsync ? 'an async' : 'a synchronous'} storage${late ? ', with the activity read late' : ''}`;
      const answer = (idle: boolean): MaybePromise<boolean> => (late ? later(idle) : idle);

      for (const stored of [RECORD, COOKIE_RECORD]) {
        it(`F21 returns an ended session instead of ${stored.slice(0, 22)} of an idle user in ${kind}`, async () => {
          const value = open(stored, answer(true), isAsync);
          expect(JSON.parse((await read(value))!)).toEqual(JSON.parse(ENDED));
          await clock.advance(100);
          expect(JSON.parse(area.values.get(KEY)!)).toEqual(JSON.parse(ENDED));
          expect(ended.map(({ refreshToken }) => refreshToken)).toEqual([
            stored === RECORD ? 'refresh-1' : null,
          ]);
        });

        it(`F21 returns ${stored.slice(0, 22)} of an active user in ${kind}`, async () => {
          expect(await read(open(stored, answer(false), isAsync))).toBe(stored);
          expect(ended).toEqual([]);
          expect(area.values.get(KEY)).toBe(stored);
        });
      }

      for (const stored of [null, ENDED, 'access-7', '{"id":']) {
        it(`F21 does not check ${stored} in ${kind}`, async () => {
          expect(await read(open(stored, answer(true), isAsync))).toBe(stored);
          expect(idleChecks).toBe(0);
        });
      }
    }
  }

  it('F21 checks once, because the idle timeout of the open page covers later sessions', async () => {
    const value = open(RECORD, false);
    await read(value);
    area.openTab().setItem(KEY, RECORD.replace('access-1', 'access-2'));
    expect(await read(value)).toContain('access-2');
    expect(idleChecks).toBe(1);
  });

  it('F21 lets a sign-in win over a check in flight', async () => {
    const value = open(RECORD, later(true));
    void value.whenReady?.();
    value.write('{"id":8}');
    await clock.advance(1_000);
    expect(area.values.get(KEY)).toBe('{"id":8}');
    expect(value.readIfChanged()).toBeNull();
    expect(ended).toEqual([]);
  });

  it('F21 F23 ends an idle session when storage responds after the time limit', async () => {
    const value = open(RECORD, later(true), true);
    spyOn(storage, 'getItem').and.callFake(
      (key) => new Promise((done) => clock.after(5_000, () => done(area.values.get(key) ?? null))),
    );
    const lateReads: (string | null | undefined)[] = [];
    value.onLateAnswer?.(() => void lateReads.push(value.readIfChanged()));
    const late = idleCheckedValues(
      asyncValues,
      () => true,
      () => undefined,
    );
    const isAsync = late(storage, () => undefined, clock)(KEY);
    isAsync.onLateAnswer?.(() => void lateReads.push(isAsync.readIfChanged()));
    void isAsync.whenReady?.();
    await clock.advance(60_000);
    expect(lateReads.at(-1)).toContain('"tokens":null');
  });

  it('F21 removes the tokens if storage is too full for the record', () => {
    const value = open(RECORD, true);
    const values = idleCheckedValues(
      asyncValues,
      () => true,
      () => undefined,
    );
    storage.mode = 'full';
    expect(values(storage, () => undefined, clock)(KEY).readIfChanged()).toContain('"tokens":null');
    expect(area.values.has(KEY)).toBeFalse();
    expect(value).toBeDefined();
  });
});
