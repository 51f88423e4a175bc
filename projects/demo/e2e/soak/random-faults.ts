// Random faults of networks, proxies and servers.
import { setTimeout as delay } from 'node:timers/promises';
import { pass, type Answer, type ApiCall, type Fate } from '../support/api-proxy';
import type { Random } from './random';

interface Fault {
  readonly name: string;
  /**
   * Share of the calls with this fault, in percent. A refresh gets it twice as often, because refreshes are what this
   * tests.
   */
  readonly percent: number;
  readonly fate: Fate;
}

const HTML: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Please accept our terms</title>',
};

const FAULTS: readonly Fault[] = [
  { name: 'answered 503', percent: 4, fate: answered({ status: 503, headers: {}, body: '' }) },
  {
    name: 'answered 429, retry after 1 s',
    percent: 2,
    fate: answered({ status: 429, headers: { 'retry-after': '1' }, body: '' }),
  },
  { name: 'answered 200 with HTML', percent: 3, fate: answered(HTML) },
  { name: 'answered 204', percent: 3, fate: answered({ status: 204, headers: {}, body: '' }) },
  { name: 'lost before the API saw it', percent: 3, fate: async (call) => call.cut() },
  {
    name: 'answer lost',
    percent: 4,
    fate: async (call) => {
      await call.forward();
      call.cut();
    },
  },
];

const LONGEST_DELAY_MS = 200;

/** How often each fault affected a refresh, and any call. */
export type FaultCounts = Readonly<Record<string, { refreshes: number; calls: number }>>;

/** Returns the fate of calls, and a count of the faults. */
export function randomFaults(random: Random): {
  readonly fate: Fate;
  readonly counts: FaultCounts;
} {
  const counts = Object.fromEntries(
    ['none', ...FAULTS.map(({ name }) => name)].map((name) => [name, { refreshes: 0, calls: 0 }]),
  );
  return {
    counts,
    fate: async (call) => {
      const fault = draw(random, isRefresh(call) ? 50 : 100);
      const count = counts[fault?.name ?? 'none']!;
      count.calls++;
      if (isRefresh(call)) count.refreshes++;
      await delay(random(LONGEST_DELAY_MS));
      await (fault?.fate ?? pass)(call);
    },
  };
}

function draw(random: Random, limit: number): Fault | undefined {
  let drawn = random(limit);
  return FAULTS.find(({ percent }) => (drawn -= percent) < 0);
}

function isRefresh({ path }: ApiCall): boolean {
  return path === '/api/refresh-token';
}

function answered(answer: Answer): Fate {
  return async (call) => call.answer(answer);
}
