import { chain, isPromiseLike, MaybePromise } from './maybe-promise';

describe('isPromiseLike', () => {
  it('recognises a promise and any object with a then method', () => {
    const thenable = { then: () => undefined } as unknown as PromiseLike<unknown>;
    expect(isPromiseLike(Promise.resolve())).toBeTrue();
    expect(isPromiseLike(thenable)).toBeTrue();
  });

  it('recognises nothing else', () => {
    for (const value of [null, undefined, '', 'then', 0, {}, { then: 7 }, []]) {
      expect(isPromiseLike(value)).withContext(JSON.stringify(value)).toBeFalse();
    }
  });
});

describe('chain', () => {
  it('passes a value on synchronously', () => {
    expect(chain(20, (value) => value + 1)).toBe(21);
    expect(chain(null, (value) => value)).toBeNull();
  });

  it('passes the value of a promise on later', async () => {
    let reached = false;
    const result = chain(Promise.resolve(20), (value) => {
      reached = true;
      return value + 1;
    });
    expect(reached).toBeFalse();
    expect(await result).toBe(21);
  });

  it('waits for a promise that next returns', async () => {
    const later = (value: number): MaybePromise<number> => Promise.resolve(value + 1);
    expect(await chain(20, later)).toBe(21);
    expect(await chain(Promise.resolve(20), later)).toBe(21);
  });

  it('throws synchronously for a value, and rejects for a promise', async () => {
    const fail = (): never => {
      throw new Error('refused');
    };
    expect(() => chain(20, fail)).toThrowError('refused');
    await expectAsync(Promise.resolve(chain(Promise.resolve(20), fail))).toBeRejectedWithError(
      'refused',
    );
  });
});
