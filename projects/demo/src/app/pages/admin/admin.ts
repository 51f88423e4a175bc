import { ChangeDetectionStrategy, Component } from '@angular/core';
import { ownResource } from '../../api/own-resource';
import { User } from '../../auth/user';
import { LoadState } from '../../ui/load-state';

/** The list of users, for administrators. */
@Component({
  selector: 'demo-admin',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadState],
  templateUrl: './admin.html',
  styleUrl: './admin.css',
})
export class Admin {
  protected readonly users = ownResource<readonly User[]>('/api/users');
}
