import { OTHER_API } from './api';
import { BenchPage } from './bench-page';
import { Call } from './scripted-server';
import { pause, until, Waiters } from './waiters';

/** What was seen in a case. `not offered`: the competitor does nothing that the case is about. */
export interface Finding {
  readonly outcome: 'pass' | 'fail' | 'not offered';
  readonly seen: string;
}

type Case = (page: BenchPage) => Promise<Finding>;

const WAITERS = 5;
/** Longer than the time that any competitor gives a refresh by default. */
const LONG_MS = 20_000;

const isRefresh = ({ url }: Call) => /refresh-token|oauth/.test(url);
const verdict = (good: boolean, seen: string): Finding => ({
  outcome: good ? 'pass' : 'fail',
  seen,
});

/** Whether a request goes out with a token: what the server sees, not what the library says. */
async function sendsToken(page: BenchPage): Promise<boolean> {
  const { server } = page;
  server.seen = [];
  await new Waiters(page, 1).settle();
  const sent = server.seen.some(({ authorization }) => !!authorization);
  server.seen = null;
  return sent;
}

/** Whether a request that meets 401 makes this competitor refresh. */
async function refreshesOn401(page: BenchPage): Promise<boolean> {
  const before = page.server.refreshCalls;
  page.server.expireAccessToken();
  await new Waiters(page, 1).settle();
  return page.server.refreshCalls > before;
}

/** Begins a refresh that stays without an answer: by requests that meet 401, or by command. */
async function beginRefresh(page: BenchPage): Promise<Waiters | null> {
  const { server } = page;
  server.refreshAnswer = 'nothing yet';
  server.expireAccessToken();
  const waiters = new Waiters(page, WAITERS);
  await until(() => server.held.length > 0 || waiters.settled === WAITERS);
  if (server.held.length === 0 && page.competitor.refresh) {
    page.run(() => page.competitor.refresh!()).subscribe({ error: () => undefined });
    await until(() => server.held.length > 0);
  }
  return server.held.length > 0 ? waiters : null;
}

const NOT_OFFERED: Finding = { outcome: 'not offered', seen: 'no refresh was begun' };
const NO_QUEUE: Finding = { outcome: 'not offered', seen: 'a 401 goes to the caller' };

async function waitersAfter(page: BenchPage, answer: 'refusal' | 'server error', status: number) {
  if (!(await refreshesOn401(page))) return NO_QUEUE;
  page.server.refreshAnswer = answer;
  page.server.expireAccessToken();
  const waiters = new Waiters(page, WAITERS);
  await waiters.settle();
  return verdict(
    waiters.settled === WAITERS,
    `${waiters.settled} of ${WAITERS} requests settled after the refresh returned ${status}`,
  );
}

export const CASES: Readonly<Record<string, Case>> = {
  'refreshes on a 401': async (page) => {
    const before = page.server.refreshCalls;
    page.server.expireAccessToken();
    const waiters = new Waiters(page, WAITERS);
    await waiters.settle();
    const calls = page.server.refreshCalls - before;
    if (calls === 0) return NO_QUEUE;
    return verdict(
      calls === 1 && waiters.answered === WAITERS,
      `${calls} refresh, ${waiters.answered} of ${WAITERS} requests answered`,
    );
  },

  'refreshes on command': async (page) => {
    const { refresh } = page.competitor;
    if (!refresh) return { outcome: 'not offered', seen: 'there is no command' };
    page.server.expireAccessToken();
    let over = false;
    const end = () => (over = true);
    page.run(refresh).subscribe({ error: end, complete: end });
    await until(() => over);
    const waiters = new Waiters(page, 1);
    const before = page.server.refreshCalls;
    await waiters.settle();
    const good = waiters.answered === 1 && page.server.refreshCalls === before;
    return verdict(good, good ? 'the next request was answered' : 'the next request failed');
  },

  'refresh refused': (page) => waitersAfter(page, 'refusal', 400),

  'refresh fails temporarily': (page) => waitersAfter(page, 'server error', 500),

  'still signed in after a failed refresh': async (page) => {
    const waiters = await beginRefresh(page);
    if (!waiters) return NOT_OFFERED;
    page.server.refreshAnswer = 'server error';
    page.server.release();
    await pause(200);
    const kept = await sendsToken(page);
    return verdict(
      kept,
      kept ? 'the session continues' : 'a refresh that returned 500 signed the user out',
    );
  },

  'first caller unsubscribes': async (page) => {
    if (!(await refreshesOn401(page))) return NO_QUEUE;
    const waiters = await beginRefresh(page);
    if (!waiters) return NO_QUEUE;
    waiters.subscriptions[0]!.unsubscribe();
    page.server.refreshAnswer = 'new tokens';
    page.server.release();
    await waiters.settle(WAITERS - 1);
    return verdict(
      waiters.answered === WAITERS - 1,
      `${waiters.answered} of the ${WAITERS - 1} others answered`,
    );
  },

  'refresh never answers': async (page) => {
    if (!(await refreshesOn401(page))) return NO_QUEUE;
    page.server.refreshAnswer = 'nothing yet';
    page.server.expireAccessToken();
    const waiters = new Waiters(page, WAITERS);
    const start = performance.now();
    await waiters.settle(WAITERS, LONG_MS);
    const seconds = Math.round((performance.now() - start) / 1000);
    return verdict(
      waiters.settled === WAITERS,
      `${waiters.settled} of ${WAITERS} requests settled after ${seconds} s`,
    );
  },

  'sign-out during a refresh': async (page) => {
    const waiters = await beginRefresh(page);
    if (!waiters) return NOT_OFFERED;
    page.run(() => page.competitor.signOut());
    page.server.refreshAnswer = 'new tokens';
    page.server.release();
    await pause(200);
    const back = await sendsToken(page);
    return verdict(!back, back ? 'the next request carried a token' : 'stays signed out');
  },

  'late 401 for an old token': async (page) => {
    if (!(await refreshesOn401(page))) return NO_QUEUE;
    const { server } = page;
    server.expireAccessToken();
    server.holds = (call) => !isRefresh(call);
    const late = new Waiters(page, 1);
    await pause(20);
    const [call] = server.held.splice(0);
    server.holds = () => false;
    await new Waiters(page, 1).settle();
    const before = server.refreshCalls;
    server.answer(call!);
    await late.settle();
    const more = server.refreshCalls - before;
    return verdict(
      more === 0 && late.answered === 1,
      `${more} more refresh, ${late.answered ? 'answered' : 'failed'}`,
    );
  },

  'token is sent only to its API': tokenStaysHome,

  'token is sent only to its API, configured without a path': tokenStaysHome,
};

/** Addresses that look like the other API, or like one's own. None of them is. */
const FOREIGN = [
  'https://elsewhere.test/x',
  'https://api.example.test.elsewhere.test/x',
  'https://api.example.test@elsewhere.test/x',
  'https://elsewhere.test/https://api.example.test/',
  'http://api.example.test/x',
  '//elsewhere.test/api/x',
  '/\\elsewhere.test/api/x',
];

async function tokenStaysHome(page: BenchPage): Promise<Finding> {
  const leaks = await leaksTo(page, FOREIGN);
  const own = await leaksTo(page, ['/api/own', `${OTHER_API}/own`]);
  if (own.length === 0) return { outcome: 'not offered', seen: 'no token is sent anywhere' };
  return verdict(
    leaks.length === 0,
    leaks.length === 0
      ? 'no token leaked'
      : `URLs that received it, ${leaks.length} of ${FOREIGN.length}: ${leaks.join(' ')}`,
  );
}

/** The addresses of a list that a request with a token went to. */
async function leaksTo(page: BenchPage, urls: readonly string[]): Promise<string[]> {
  const { server } = page;
  const leaks: string[] = [];
  for (const url of urls) {
    server.seen = [];
    page.get(url).subscribe({ error: () => undefined });
    await pause(30);
    if (server.seen.some((sent) => sent.url === url && sent.authorization)) leaks.push(url);
  }
  server.seen = null;
  return leaks;
}
