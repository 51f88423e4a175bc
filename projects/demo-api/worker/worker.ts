// The demo's API for a site without a server: a service worker that answers requests to `/api/`.
import { createApi } from './create-api.ts';

declare const self: ServiceWorkerGlobalScope;

/** About what a network takes. Without it, the picture of twenty requests would be over before anyone sees it. */
const LATENCY_MS = 60;

let api: ReturnType<typeof createApi> | undefined;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// A page that was loaded with the cache bypassed has no worker until one claims it.
self.addEventListener('message', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (pathname.startsWith('/api/')) event.respondWith(answer(event.request));
  else if (event.request.mode === 'navigate') event.respondWith(page(event.request));
});

async function answer(request: Request): Promise<Response> {
  api ??= createApi();
  // A start that failed is tried again with the next request.
  api.catch(() => (api = undefined));
  const [response] = await Promise.all([
    api.then((reply) => reply(request)),
    new Promise((resolve) => setTimeout(resolve, LATENCY_MS)),
  ]);
  return response;
}

/** A static server has no file for most routes of an application. They all have the same page. */
async function page(request: Request): Promise<Response> {
  const response = await fetch(request);
  return response.status === 404 ? fetch(self.registration.scope) : response;
}
