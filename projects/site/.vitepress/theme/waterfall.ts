/** A part of a request in the picture, in hundredths of its time. */
export interface Part {
  readonly kind: 'sent' | 'waits' | 'replayed';
  readonly start: number;
  readonly length: number;
}

export const REFRESH = { start: 33, length: 27 } as const;

/** Uneven times, as a network has them, and the same for every visitor. */
const UNEVEN = [3, 8, 1, 6, 10, 4, 0, 7, 2, 9, 5, 11, 3, 7, 1, 10, 6, 2, 8, 4];

/** Each request is sent, answered 401, waits for the one refresh, and is sent again. */
export const REQUESTS: readonly (readonly Part[])[] = UNEVEN.map((uneven, index) => {
  const start = 2 + index * 0.35;
  const refused = 21 + uneven;
  const ready = REFRESH.start + REFRESH.length;
  return [
    { kind: 'sent', start, length: refused - start },
    { kind: 'waits', start: refused, length: ready - refused },
    { kind: 'replayed', start: ready, length: 22 + UNEVEN[(index * 7 + 3) % 20]! },
  ];
});
