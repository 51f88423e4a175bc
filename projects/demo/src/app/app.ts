import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SessionPanel } from './session-panel/session-panel';
import { Header } from './shell/header';
import { Notices } from './shell/notices';
import { PageFocus } from './shell/page-focus';

/** The layout around every page. */
@Component({
  selector: 'demo-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Header, Notices, RouterOutlet, SessionPanel],
  templateUrl: './app.html',
  styleUrl: './app.css',
})
export class App {
  constructor() {
    inject(PageFocus).start();
  }

  /** Because of `<base>`, a plain link to #main would leave the page. */
  protected skipTo(main: HTMLElement, event: Event): void {
    event.preventDefault();
    main.focus();
  }
}
