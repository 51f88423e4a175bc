import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { Job } from '../../api/job';
import { ownResource } from '../../api/own-resource';
import { LoadState } from '../../ui/load-state';
import { SecretNumber } from './secret-number';

/** The user's own page. */
@Component({
  selector: 'demo-profile',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadState, SecretNumber],
  templateUrl: './profile.html',
  styleUrl: './profile.css',
})
export class Profile {
  protected readonly auth = inject(AuthService);
  protected readonly jobs = ownResource<readonly Job[]>('/api/job-list');
  protected readonly initial = computed(() => this.auth.user()?.name.charAt(0) ?? '');
}
