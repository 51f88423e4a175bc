/** Something that others can hear of. */
export interface Emitter<T> {
  /** Calls back for each value from now on; the returned function ends that. */
  subscribe(listener: (value: T) => void): () => void;
  /** Tells everyone who listens, in the order in which they began to. */
  emit(value: T): void;
}

/** Makes an emitter that tells at once. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      // A wrapper of its own, so that the same function added twice is two listeners.
      const entry = (value: T): void => listener(value);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    emit(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
