import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { SignOut } from '../auth/sign-out';
import { SessionNotice } from './session-notice';

/**
 * Shows what happened to the session, above every page.
 *
 * The two live regions stay in the document during navigations, so a screen reader also reads a notice that appears
 * together with a redirect.
 */
@Component({
  selector: 'demo-notices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status" aria-label="Session">
      @if (shown(); as text) {
        <p class="message info">
          <span>{{ text }}</span>
          <button type="button" class="button small" (click)="notice.dismiss()">Dismiss</button>
        </p>
      }
    </div>
    <div role="alert">
      @if (signOut.onlyHere()) {
        <p class="message bad">
          <span>You are signed out on this device, but the server could not be notified.</span>
          <button type="button" class="button small" (click)="signOut.dismiss()">Dismiss</button>
        </p>
      }
      @if (notice.storageFailed()) {
        <p class="message bad">
          This browser blocks storage for this page: you stay signed in until you close or reload
          it.
        </p>
      }
    </div>
  `,
  styles: `
    .message {
      align-items: center;
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-4);
      justify-content: space-between;
      margin-block-end: var(--space-5);
    }

    span {
      flex: 1 1 15rem;
    }
  `,
})
export class Notices {
  protected readonly notice = inject(SessionNotice);
  protected readonly signOut = inject(SignOut);

  /** Hidden while the alert says the same and more. */
  protected readonly shown = () => (this.signOut.onlyHere() ? null : this.notice.text());
}
