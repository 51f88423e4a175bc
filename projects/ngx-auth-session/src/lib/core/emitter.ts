/** Something that others can hear of. */
export interface Emitter<T> {
  /** Calls this function back for each value from now on, once however often it is given; the returned one ends that. */
  subscribe(listener: (value: T) => void): () => void;
  /** Tells everyone who listens, in the order in which they began to. */
  emit(value: T): void;
}

/** Makes an emitter that tells at once. */
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
