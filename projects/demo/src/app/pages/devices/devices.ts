import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { DeviceSession } from '../../api/device-session';
import { ownResource } from '../../api/own-resource';
import { SignOut } from '../../auth/sign-out';
import { LoadState } from '../../ui/load-state';
import { MomentPipe } from '../../ui/moment.pipe';

/** Every device that the user is signed in on. */
@Component({
  selector: 'demo-devices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadState, MomentPipe],
  templateUrl: './devices.html',
  styleUrl: './devices.css',
})
export class Devices {
  readonly #http = inject(HttpClient);
  readonly #signOut = inject(SignOut);

  protected readonly sessions = ownResource<readonly DeviceSession[]>('/api/sessions');
  protected readonly outcome = signal<{ readonly text: string; readonly failed: boolean } | null>(
    null,
  );

  protected end(session: DeviceSession): void {
    // This device has more to forget than the server does.
    if (session.current) this.#signOut.run();
    else this.#endElsewhere(session);
  }

  #endElsewhere({ id, deviceName }: DeviceSession): void {
    this.outcome.set(null);
    this.#http.delete(`/api/sessions/${encodeURIComponent(id)}`).subscribe({
      next: () => {
        this.outcome.set({ text: `${deviceName} is signed out.`, failed: false });
        this.sessions.reload();
      },
      error: () =>
        this.outcome.set({
          text: `${deviceName} could not be signed out. Try again.`,
          failed: true,
        }),
    });
  }
}
