import { DOCUMENT } from '@angular/common';
import { computed, inject, Injectable, signal } from '@angular/core';

type ThemeName = 'light' | 'dark';

/** public/theme.js also reads it, before the application starts. */
const KEY = 'demo.theme';

/** The colour theme: the system's, until the user chooses one. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #document = inject(DOCUMENT);
  readonly #root = this.#document.documentElement;
  /** `undefined` during server rendering. */
  readonly #system = this.#document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)');
  readonly #systemDark = signal(this.#system?.matches ?? false);
  readonly #chosen = signal(this.#root.getAttribute('data-theme') as ThemeName | null);

  readonly dark = computed(() =>
    this.#chosen() === null ? this.#systemDark() : this.#chosen() === 'dark',
  );

  constructor() {
    this.#system?.addEventListener('change', ({ matches }) => this.#systemDark.set(matches));
  }

  toggle(): void {
    const theme: ThemeName = this.dark() ? 'light' : 'dark';
    this.#root.setAttribute('data-theme', theme);
    this.#chosen.set(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // If storage is blocked, the choice lasts as long as the page.
    }
  }
}
