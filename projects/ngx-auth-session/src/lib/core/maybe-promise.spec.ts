import { chain, isPromiseLike, MaybePromise } from './maybe-promise';

describe('isPromiseLike', () => {
  it('knows a promise, and what acts like one', () => {
    const thenable = { then: () => undefined } as unknown as PromiseLike<unknown>;
    expect(isPromiseLike(Promise.resolve())).toBeTrue();
    expect(isPromiseLike(thenable)).toBeTrue();
  });

  it('takes everything else for the value itself', () => {
    for (const value of [null, undefined, '', 'then', 0, {}, { then: 7 }, []]) {
      expect(isPromiseLike(value)).withContext(JSON.stringify(value)).toBeFalse();
    }
  });
});

describe('chain', () => {
  it('goes on at once with a value that is here', () => {
    expect(chain(20, (value) => value + 1)).toBe(21);
    expect(chain(null, (value) => value)).toBeNull();
  });

  it('goes on later with a promise', async () => {
    let reached = false;
    const result = chain(Promise.resolve(20), (value) => {
      reached = true;
      return value + 1;
    });
    expect(reached).toBeFalse();
    expect(await result).toBe(21);
  });

  it('waits for what comes of a value too', async () => {
    const later = (value: number): MaybePromise<number> => Promise.resolve(value + 1);
    expect(await chain(20, later)).toBe(21);
    expect(await chain(Promise.resolve(20), later)).toBe(21);
  });

  it('throws at once for a value, and rejects for a promise', async () => {
    const fail = (): never => {
      throw new Error('refused');
    };
    expect(() => chain(20, fail)).toThrowError('refused');
    await expectAsync(Promise.resolve(chain(Promise.resolve(20), fail))).toBeRejectedWithError(
      'refused',
    );
  });
});
