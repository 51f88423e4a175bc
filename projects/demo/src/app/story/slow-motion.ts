import { DOCUMENT, effect, inject, linkedSignal, Signal, untracked } from '@angular/core';
import { ENDED, Story } from './story';

/** Long enough to see one step before the next. */
const STEP_MS = 500;

/**
 * Follows a story slowly enough for the eye: gives the step up to which it may be drawn.
 *
 * It never runs ahead of what has really happened. With reduced motion it doesn't lag behind either.
 */
export function slowMotion(story: Signal<Story | null>, front: Signal<number>): Signal<number> {
  const window = inject(DOCUMENT).defaultView;
  const still = window?.matchMedia?.('(prefers-reduced-motion: reduce)');
  const step = linkedSignal<number | null, number>({
    source: () => story()?.burst ?? null,
    // A story that has ended before the picture is opened is shown as it ended.
    computation: () => ((untracked(story)?.tookMs ?? null) === null ? 0 : ENDED),
  });
  effect((onCleanup) => {
    if (step() >= front()) return;
    const timer = setTimeout(
      () => step.update((now) => (still?.matches ? front() : now + 1)),
      still?.matches ? 0 : STEP_MS,
    );
    onCleanup(() => clearTimeout(timer));
  });
  return step.asReadonly();
}
