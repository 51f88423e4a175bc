const KEY = 'demo.device';

/** A random name for this browser, made once and kept. It is no secret and says nothing about anyone. */
export function deviceId(): string {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) return kept;
    localStorage.setItem(KEY, ownId);
  } catch {
    // Storage may be blocked: then the name lasts as long as the page.
  }
  return ownId;
}

const ownId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
  byte.toString(16).padStart(2, '0'),
).join('');
