/**
 * Starts the service worker that plays the API, and waits until it sees the requests of this page.
 *
 * A page that the browser loaded with its cache bypassed (Shift and reload) has no worker, so the worker is told to claim it.
 */
export async function startApi(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) {
    throw new Error(
      'This browser offers no service worker here. Try a window that is not private.',
    );
  }
  await serviceWorker.register(new URL('api-worker.js', document.baseURI));
  const { active } = await serviceWorker.ready;
  if (serviceWorker.controller) return;
  const claimed = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  active?.postMessage('claim');
  await claimed;
}
