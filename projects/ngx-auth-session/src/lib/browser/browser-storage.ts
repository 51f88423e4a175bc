import { DOCUMENT, inject } from '@angular/core';
import { AuthStorage } from '../core/storage/auth-storage';
import { listenTo } from './page-events';

/** Wraps `localStorage` or `sessionStorage` of the page. Call in an injection context. */
export function browserStorage(area: 'localStorage' | 'sessionStorage'): AuthStorage {
  const window = inject(DOCUMENT).defaultView!;
  // Read `window[area]` on each call: a browser that blocks storage throws at that access.
  return {
    shared: area === 'localStorage',
    watch: (changed) => listenTo(window, 'storage', changed),
    getItem: (key) => window[area].getItem(key),
    setItem: (key, value) => window[area].setItem(key, value),
    removeItem: (key) => window[area].removeItem(key),
  };
}
