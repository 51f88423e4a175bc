/** Passes values to its listeners. */
export interface Emitter<T> {
  /** Calls `listener` for each later value, once per value even if it subscribes twice. The returned function unsubscribes. */
  subscribe(listener: (value: T) => void): () => void;
  /** Calls the listeners, in the order in which they subscribed. */
  emit(value: T): void;
}

/** Creates an emitter that calls its listeners synchronously. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
