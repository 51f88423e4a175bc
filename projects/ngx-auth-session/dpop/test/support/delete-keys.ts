/** Removes every key from the browser. */
export function deleteKeys(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('ngx-auth-session.dpop');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('Nothing was deleted'));
  });
}
