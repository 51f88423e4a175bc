import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { SignOut } from '../auth/sign-out';
import { Theme } from './theme';

/** The brand, the navigation, the user's account and the colour theme. */
@Component({
  selector: 'demo-header',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterLinkActive],
  templateUrl: './header.html',
  styleUrl: './header.css',
})
export class Header {
  protected readonly auth = inject(AuthService);
  protected readonly theme = inject(Theme);
  protected readonly signOut = inject(SignOut);

  protected readonly pages = [
    { path: '/', label: 'Home', exact: true },
    { path: '/profile', label: 'Profile', exact: false },
    { path: '/devices', label: 'Devices', exact: false },
    { path: '/admin', label: 'Admin', exact: false },
  ];
}
