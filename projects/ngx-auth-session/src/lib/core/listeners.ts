/** Functions that want to hear of something, called in the order they were added. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  /** Adds a listener; the returned function removes it. */
  add(listener: (value: T) => void): () => void {
    // A wrapper of its own, so that the same function added twice is two listeners.
    const entry = (value: T): void => listener(value);
    this.#all.add(entry);
    return () => this.#all.delete(entry);
  }

  /** Calls everyone who was listening when the call began and still is. */
  notify(value: T): void {
    for (const listener of [...this.#all]) {
      if (this.#all.has(listener)) listener(value);
    }
  }

  /** Removes everyone. */
  clear(): void {
    this.#all.clear();
  }
}
