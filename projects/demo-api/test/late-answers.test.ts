import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { SessionStore } from '../src/sessions/session-store.ts';
import type { Tokens } from './support/session-client.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };

for (const outcome of ['succeeds', 'fails'] as const) {
  test(`S-14 an answer after its 503 causes no warning if the store ${outcome}`, async (t) => {
    const gate = slowStore(outcome);
    const server = await startServer(t, { requestTimeoutSeconds: 0.3 }, gate.storeAs);
    const [one, two, three] = [await server.login(), await server.login(), await server.login()];
    gate.close();
    const answers = await Promise.all(requestsOf(server, one.accessToken, [one, two, three]));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
    gate.open();
    for (let i = 0; i < 50; i++) await turn();
    assert.deepEqual(
      server.log.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg),
      answers.map(() => 'request not answered in time'),
    );
    const late = server.log.filter(({ msg }) => msg === 'failed after its 503');
    assert.equal(late.length, outcome === 'fails' ? answers.length : 0);
    assert.equal((await server.send('/api/health')).status, 200);
  });
}

/** One request for each way in which a route answers: with a body, tokens, a cookie, nothing, a refusal. */
function requestsOf(server: TestServer, token: string, sessions: readonly Tokens[]) {
  const [one, two, three] = sessions.map(({ refreshToken }) => refreshToken);
  const cookie = `demo-refresh=${two}`;
  const inCookie = { 'x-auth-mode': 'cookie', origin: server.url, cookie };
  return [
    server.send('/api/current-user', { token }),
    server.send('/api/sessions', { token }),
    server.send('/api/login', { body: ADA }),
    server.refresh(one ?? ''),
    server.send('/api/refresh-token', { method: 'POST', headers: inCookie }),
    server.send('/api/logout', { body: { refreshToken: three } }),
    server.send('/api/sessions/x', { method: 'DELETE', token }),
    server.refresh('bad'),
  ];
}

/** Returns a store that waits for a gate, and then succeeds or fails. */
function slowStore(outcome: 'succeeds' | 'fails') {
  let opened: Promise<void> = Promise.resolve();
  let open = () => {};
  let isClosed = false;
  const behindGate = <A extends unknown[], R>(ask: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      const waits = isClosed;
      await opened;
      if (waits && outcome === 'fails') throw new Error('the disk is on fire');
      return ask(...args);
    };
  };
  const storeAs = (store: SessionStore): SessionStore => ({
    ...store,
    add: behindGate(store.add),
    find: behindGate(store.find),
    findByToken: behindGate(store.findByToken),
  });
  return {
    storeAs,
    close: () => {
      isClosed = true;
      opened = new Promise((resolve) => (open = resolve));
    },
    open: () => {
      isClosed = false;
      open();
    },
  };
}
