import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { MomentPipe } from '../../ui/moment.pipe';

/** What this is about, who is signed in, and what there is to try. */
@Component({
  selector: 'demo-home',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MomentPipe, RouterLink],
  templateUrl: './home.html',
  styleUrl: './home.css',
})
export class Home {
  protected readonly auth = inject(AuthService);
  protected readonly name = computed(() => this.auth.user()?.name ?? 'somebody');
}
