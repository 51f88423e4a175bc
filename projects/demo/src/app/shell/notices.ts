import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { SignOut } from '../auth/sign-out';
import { SessionEvents } from '../trace/session-events';

/** Problems that belong to no page. */
@Component({
  selector: 'demo-notices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="alert">
      @if (signOut.untold()) {
        <p class="message bad">
          You are signed out on this device, but the server could not be told.
          <button type="button" class="button small" (click)="signOut.forget()">Dismiss</button>
        </p>
      }
      @if (storageFailed()) {
        <p class="message bad">
          This browser stores nothing for this page: you stay signed in until you close or reload
          it.
        </p>
      }
    </div>
  `,
  styles: `
    .message {
      margin-block-end: var(--space-5);
    }
  `,
})
export class Notices {
  readonly #events = inject(SessionEvents).events;

  protected readonly signOut = inject(SignOut);
  protected readonly storageFailed = computed(() =>
    this.#events().some(({ event }) => event.type === 'storage-failed'),
  );
}
