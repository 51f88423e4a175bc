import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { StoryPicture } from '../story/story-picture';
import { PanelActions } from './actions/panel-actions';
import { RequestCounts } from './counters/request-counts';
import { SessionSummary } from './session-summary';
import { STATUS_TEXT } from './status-text';
import { Timeline } from './timeline/timeline';

/** Shows live what the library does: in a column on wide screens, in a drawer at the bottom of narrow ones. */
@Component({
  selector: 'demo-session-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PanelActions, RequestCounts, SessionSummary, StoryPicture, Timeline],
  templateUrl: './session-panel.html',
  styleUrl: './session-panel.css',
})
export class SessionPanel {
  readonly #auth = inject(AuthService);
  readonly #navigation = inject(Router).lastSuccessfulNavigation;
  private readonly handle = viewChild.required<ElementRef<HTMLElement>>('handle');

  /** Whether the drawer is open. Has no effect on wide screens. */
  protected readonly open = signal(false);
  protected readonly state = computed(() => STATUS_TEXT[this.#auth.status()]);

  /** The home page shows the same picture, larger. */
  protected readonly onHomePage = computed(() =>
    /^\/?([?#]|$)/.test(this.#navigation()?.finalUrl?.toString() ?? ''),
  );

  protected close(): void {
    if (!this.open()) return;
    this.open.set(false);
    this.handle().nativeElement.focus();
  }
}
