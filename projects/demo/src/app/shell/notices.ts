import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { SignOut } from '../auth/sign-out';
import { SessionNotice } from './session-notice';

/**
 * What happened to the session, above every page.
 *
 * The two live regions stay in the document while pages come and go, so a screen reader also reads what is said in the
 * moment of a redirect.
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
      @if (signOut.untold()) {
        <p class="message bad">
          <span>You are signed out on this device, but the server could not be told.</span>
          <button type="button" class="button small" (click)="signOut.forget()">Dismiss</button>
        </p>
      }
      @if (notice.storageFailed()) {
        <p class="message bad">
          This browser stores nothing for this page: you stay signed in until you close or reload
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

  /** The alert says the same, and more. */
  protected readonly shown = () => (this.signOut.untold() ? null : this.notice.text());
}
