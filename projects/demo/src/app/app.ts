import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SessionPanel } from './session-panel/session-panel';
import { Header } from './shell/header';
import { Notices } from './shell/notices';
import { PageFocus } from './shell/page-focus';

/** The frame around every page. */
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

  /** A plain link to #main would be taken for an address of the application's base. */
  protected skipTo(main: HTMLElement, event: Event): void {
    event.preventDefault();
    main.focus();
  }
}
