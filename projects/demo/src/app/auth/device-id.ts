const KEY = 'demo.device';

/** Returns a random name for this browser, which is created once and stored. It is neither secret nor personal. */
export function deviceId(): string {
  try {
    const stored = localStorage.getItem(KEY);
    if (stored) return stored;
    localStorage.setItem(KEY, newId);
  } catch {
    // If storage is blocked, the name lasts as long as the page.
  }
  return newId;
}

const newId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
  byte.toString(16).padStart(2, '0'),
).join('');
