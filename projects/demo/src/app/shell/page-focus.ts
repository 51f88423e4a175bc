import { afterNextRender, inject, Injectable, Injector } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';

/** Moves the focus to the heading of the new page after a navigation, so that a screen reader reads it. */
@Injectable({ providedIn: 'root' })
export class PageFocus {
  readonly #router = inject(Router);
  readonly #injector = inject(Injector);

  start(): void {
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/)[0]),
        // Not for the first page, which screen readers read anyway.
        pairwise(),
        filter(([from, to]) => from !== to),
      )
      .subscribe(() => afterNextRender(() => focusHeading(), { injector: this.#injector }));
  }
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
