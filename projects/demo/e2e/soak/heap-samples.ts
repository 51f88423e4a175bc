import type { CDPSession, Page } from '@playwright/test';

/** The memory of the scripts in some tabs, over time. */
export interface HeapSamples {
  /** Collects garbage, then measures. */
  take(): Promise<void>;
  /** Returns the medians of the first and of the last third of the samples in megabytes, without the warm-up. */
  medians(): { readonly first: number; readonly last: number };
}

/** The share of the samples to skip: code is still being compiled, and lists are still filling. */
const WARM_UP = 0.2;

export async function sampleHeaps(tabs: readonly Page[]): Promise<HeapSamples> {
  const sessions = await Promise.all(tabs.map((tab) => tab.context().newCDPSession(tab)));
  for (const session of sessions) await session.send('Performance.enable');
  const samples: number[] = [];
  return {
    take: async () => {
      let bytes = 0;
      for (const session of sessions) bytes += await heapOf(session);
      samples.push(bytes / 1e6);
    },
    medians: () => {
      const warm = samples.slice(Math.floor(samples.length * WARM_UP));
      const third = Math.ceil(warm.length / 3);
      return { first: median(warm.slice(0, third)), last: median(warm.slice(-third)) };
    },
  };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
