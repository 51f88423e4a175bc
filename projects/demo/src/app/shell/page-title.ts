import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** Puts the page before the application in the title: tabs cut off the end, and screen readers start at the beginning. */
@Injectable()
export class PageTitle extends TitleStrategy {
  readonly #title = inject(Title);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.#title.setTitle(`${this.buildTitle(snapshot)} · ngx-auth-session demo`);
  }
}
