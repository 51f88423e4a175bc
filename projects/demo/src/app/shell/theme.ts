import { computed, Injectable, signal } from '@angular/core';

type ThemeName = 'light' | 'dark';

/** Also read by public/theme.js, which runs before the application. */
const KEY = 'demo.theme';

/** The colours: the system's choice, until somebody makes one here. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #root = document.documentElement;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #systemDark = signal(this.#system.matches);
  readonly #chosen = signal(this.#root.dataset['theme'] as ThemeName | undefined);

  readonly dark = computed(() =>
    this.#chosen() === undefined ? this.#systemDark() : this.#chosen() === 'dark',
  );

  constructor() {
    this.#system.addEventListener('change', ({ matches }) => this.#systemDark.set(matches));
  }

  toggle(): void {
    const theme: ThemeName = this.dark() ? 'light' : 'dark';
    this.#root.dataset['theme'] = theme;
    this.#chosen.set(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage may be blocked: then the choice lasts as long as the page.
    }
  }
}
