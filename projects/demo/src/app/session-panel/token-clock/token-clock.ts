import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TokenLife } from '../../trace/token-life';
import { countdown } from '../../ui/countdown';

/** Shows how long the access token is still valid. */
@Component({
  selector: 'demo-token-clock',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="head">
      <span>Access token</span>
      <span class="left" [class.bad]="token.state() === 'expired'">{{ text() }}</span>
    </p>
    <div class="bar" aria-hidden="true">
      <div class="rest" [class.low]="token.part() < 0.2" [style.scale]="token.part() + ' 1'"></div>
    </div>
  `,
  styleUrl: './token-clock.css',
})
export class TokenClock {
  protected readonly token = inject(TokenLife);

  protected readonly text = computed(() => {
    switch (this.token.state()) {
      case 'none':
        return 'none';
      case 'unlimited':
        return 'expiry unknown';
      case 'alive':
        return `${countdown(this.token.left())} left`;
      case 'expired':
        return 'expired';
    }
  });
}
