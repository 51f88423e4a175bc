import { createFakeClock } from '../../../../test/support/fakes/fake-clock';
import { createLastActivity } from './last-activity';
import { AuthStorage } from '../storage/auth-storage';

describe('createLastActivity', () => {
  const clock = createFakeClock();
  const never = new Promise<never>(() => undefined);
  const none = { setItem: () => undefined, removeItem: () => undefined };

  function storageOf(getItem: AuthStorage['getItem']): AuthStorage {
    return { ...none, getItem };
  }

  const cases: [what: string, getItem: AuthStorage['getItem'], seen: number][] = [
    ['a time', () => '1700000000000', 1_700_000_000_000],
    ['nothing', () => null, 0],
    ['a string that is not a time', () => 'yesterday', 0],
    [
      'a storage that throws',
      () => {
        throw new Error('blocked');
      },
      0,
    ],
    ['a promise of a time', () => Promise.resolve('5'), 5],
    ['a storage that rejects', () => Promise.reject(new Error('blocked')), 0],
    ['a storage that never responds', () => never, 0],
  ];
  for (const [what, getItem, seen] of cases) {
    it(`F21 reads ${seen} from ${what}`, async () => {
      const { lastSeen } = createLastActivity(storageOf(getItem), 'activity', clock);
      const read = Promise.resolve(lastSeen());
      await clock.advance(2_000);
      expect(await read).toBe(seen);
    });
  }

  for (const [what, setItem] of [
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ] as [string, AuthStorage['setItem']][]) {
    it(`F21 ignores a storage that ${what} on a write`, async () => {
      const { note } = createLastActivity({ ...storageOf(() => null), setItem }, 'activity', clock);
      expect(() => note(5)).not.toThrow();
      await clock.advance(1);
    });
  }
});
