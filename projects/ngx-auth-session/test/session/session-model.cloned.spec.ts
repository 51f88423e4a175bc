import * as fc from 'fast-check';
import { ClonedWorld, clonedStep } from '../support/model/cloned-world';

describe('sessions of tabs that each have a storage of their own, which the browser copies', () => {
  // A failed run prints its seed and path: add both beside numRuns to repeat it.
  const { config } = (globalThis as unknown as { __karma__: { config: { modelRuns?: string } } })
    .__karma__;
  const numRuns = Number(config.modelRuns ?? 1_000);

  it('keep every guarantee in any order of events (F19, F20, L7)', async () => {
    const orders = fc.array(clonedStep, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(orders, (steps) => new ClonedWorld().run(steps)),
      { numRuns, includeErrorInReport: true },
    );
    expect().nothing();
  }, 3_600_000);
});
