import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { DeviceSession } from '../../api/device-session';
import { ownResource } from '../../api/own-resource';
import { SignOut } from '../../auth/sign-out';
import { ago } from '../../ui/ago';
import { LoadState } from '../../ui/load-state';
import { Now } from '../../ui/now';
import { labelDevices, LabelledDevice } from './device-labels';

/** Lists the devices on which the user is signed in. */
@Component({
  selector: 'demo-devices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadState],
  templateUrl: './devices.html',
  styleUrl: './devices.css',
})
export class Devices {
  readonly #http = inject(HttpClient);
  readonly #signOut = inject(SignOut);
  readonly #now = inject(Now).ms;
  private readonly outcomeBox = viewChild.required<ElementRef<HTMLElement>>('outcomeBox');

  protected readonly sessions = ownResource<readonly DeviceSession[]>('/api/sessions');
  protected readonly devices = computed(() => labelDevices(this.sessions.value() ?? []));
  protected readonly outcome = signal<{ readonly text: string; readonly failed: boolean } | null>(
    null,
  );
  /** The id of the session that is being signed out. */
  protected readonly ending = signal<string | null>(null);

  protected lastUsed({ lastUsedAt }: DeviceSession): string {
    return ago(Date.parse(lastUsedAt), this.#now());
  }

  protected end({ session, label }: LabelledDevice): void {
    // This device must also remove its own tokens.
    if (session.current) return this.#signOut.run();
    if (this.ending()) return;
    this.ending.set(session.id);
    this.#http.delete(`/api/sessions/${session.id}`).subscribe({
      next: () => this.#report(`Signed out: ${label}.`),
      error: (error: unknown) =>
        error instanceof HttpErrorResponse && error.status === 404
          ? this.#report(`Already signed out: ${label}.`)
          : this.#report(`Could not sign out ${label}. Try again.`, true),
    });
  }

  #report(text: string, failed = false): void {
    this.ending.set(null);
    this.outcome.set({ text, failed });
    if (failed) return;
    this.sessions.reload();
    // The button is about to be removed, and the focus with it.
    this.outcomeBox().nativeElement.focus();
  }
}
