import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startServer } from './support/test-server.ts';

test('serves the application for its own pages only', async (t) => {
  const server = await startServer(t, { staticDir: builtApplication(t) });
  for (const path of ['/', '/profile', '/login?returnUrl=%2Fadmin', '/index.html']) {
    const { status, headers, text } = await server.send(path);
    assert.equal(status, 200, path);
    assert.match(text, /the application/, path);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-cache', path);
    assert.match(String(headers['content-security-policy']), /script-src 'self'/);
  }
  assert.equal((await server.send('/missing-ABCDEF12.js')).status, 404);
  assert.equal((await server.send('/profile', { method: 'POST' })).status, 404);
  assert.equal((await server.send('/api/nothing')).status, 404);
  assert.equal((await server.send('/api/login')).status, 405);
});

test('caches files with a hash in their name for good', async (t) => {
  const server = await startServer(t, { staticDir: builtApplication(t) });
  const { status, headers } = await server.send('/main-ABCDEF12.js');
  assert.equal(status, 200);
  assert.match(String(headers['content-type']), /javascript/);
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('S-11 no spelling of a path leads out of the folder or to a hidden file', async (t) => {
  const server = await startServer(t, { staticDir: builtApplication(t) });
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/.env',
    '/assets/.env',
  ];
  for (const path of paths) {
    const { status, text } = await server.send(path);
    assert.ok([400, 403, 404].includes(status), `${path}: ${status}`);
    assert.doesNotMatch(text, /do not serve/);
  }
});

test('answers with pages that the application renders, or leaves to the browser', async (t) => {
  const staticDir = builtApplication(t);
  const renderer = join(staticDir, '..', 'renderer.mjs');
  writeFileSync(join(staticDir, 'index.csr.html'), '<!doctype html><p>not rendered');
  writeFileSync(
    renderer,
    `export const render = async ({ url }) => url === '/unknown' ? null
      : new Response('<p>rendered ' + url, { status: 404, headers: { 'Content-Type': 'text/html' } });`,
  );
  const server = await startServer(t, { staticDir, renderer });
  const rendered = await server.send('/profile?x=1');
  assert.equal(rendered.status, 404);
  assert.equal(rendered.text, '<p>rendered /profile?x=1');
  assert.equal(rendered.headers['content-type'], 'text/html');
  assert.equal(rendered.headers['cache-control'], 'no-cache');
  assert.match(String(rendered.headers['content-security-policy']), /script-src 'self'/);
  assert.match((await server.send('/unknown')).text, /not rendered/);
  assert.equal((await server.send('/profile', { method: 'POST' })).status, 404);
  assert.equal((await server.send('/main-ABCDEF12.js')).status, 200);
  assert.match((await server.send('/api/nothing')).text, /not_found/);
});

test('answers 400 to a page request with an invalid host', async (t) => {
  const staticDir = builtApplication(t);
  const renderer = join(staticDir, '..', 'renderer.mjs');
  writeFileSync(
    renderer,
    `export const render = async ({ headers, url }) =>
      new Response(new Request('http://' + headers.host + url).url);`,
  );
  const server = await startServer(t, { staticDir, renderer });
  const get = (host: string) => server.send('/profile', { headers: { host } });
  for (const host of ['localhost@evil.example', 'a:b@c', 'a:99999', 'a/b', 'a?b', '[::1', 'a b']) {
    const { status, json } = await get(host);
    assert.deepEqual([status, json?.error], [400, 'invalid_request'], host);
  }
  for (const host of ['localhost', '127.0.0.1:3000', '[::1]:80', 'xn--bcher-kva.example']) {
    assert.equal((await get(host)).status, 200, host);
  }
  assert.equal(server.log.filter(({ level }) => Number(level) >= 50).length, 0);
});

function builtApplication(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-site-'));
  const site = join(folder, 'browser');
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(site, 'index.html'), '<!doctype html><p>the application</p>');
  writeFileSync(join(site, 'main-ABCDEF12.js'), 'export {};');
  for (const hidden of ['secret.txt', 'browser/.env', 'browser/assets/.env']) {
    writeFileSync(join(folder, hidden), 'do not serve');
  }
  t.after(() => rmSync(folder, { recursive: true }));
  return site;
}
