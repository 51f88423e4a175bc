import * as fc from 'fast-check';
import { ClonedWorld, clonedStep } from '../support/model/cloned-world';

describe('sessions of tabs with a storage each, which the browser copies', () => {
  // A failing run prints its seed and path: add both beside numRuns to see it again.
  const { config } = (globalThis as unknown as { __karma__: { config: { modelRuns?: string } } })
    .__karma__;
  const numRuns = Number(config.modelRuns ?? 1_000);

  it('keep their promises in any order of events (F19, F20, L7)', async () => {
    const orders = fc.array(clonedStep, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(orders, (steps) => new ClonedWorld().run(steps)),
      { numRuns, includeErrorInReport: true },
    );
    expect().nothing();
  }, 3_600_000);
});
