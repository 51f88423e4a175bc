import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { StoryCard } from '../../story/story-card';
import { TokenLife } from '../../trace/token-life';
import { countdown } from '../../ui/countdown';
import { MomentPipe } from '../../ui/moment.pipe';

/** Explains the demo, and shows the session and what to try. */
@Component({
  selector: 'demo-home',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MomentPipe, RouterLink, StoryCard],
  templateUrl: './home.html',
  styleUrl: './home.css',
})
export class Home {
  protected readonly auth = inject(AuthService);
  protected readonly token = inject(TokenLife);
  protected readonly name = computed(() => this.auth.user()?.name ?? 'a user without a name');
  protected readonly left = computed(() => countdown(this.token.left()));
}
