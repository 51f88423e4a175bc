import { DOCUMENT, effect, inject, linkedSignal, Signal, untracked } from '@angular/core';
import { ENDED, Story } from './story';

/** Long enough to see one step before the next. */
const STEP_MS = 500;

/**
 * Plays a story in slow motion. Returns the last step to draw.
 *
 * It never runs ahead of the requests. With reduced motion it doesn't lag behind them either.
 */
export function slowMotion(story: Signal<Story | null>, front: Signal<number>): Signal<number> {
  const window = inject(DOCUMENT).defaultView;
  const still = window?.matchMedia?.('(prefers-reduced-motion: reduce)');
  const step = linkedSignal<number | null, number>({
    source: () => story()?.burst ?? null,
    // If the story has ended before the picture is opened, show its end.
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
