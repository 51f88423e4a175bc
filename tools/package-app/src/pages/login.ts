import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';

@Component({
  selector: 'app-login',
  template: `
    <h1>Sign in</h1>
    <input #username aria-label="User name" />
    <input #password type="password" aria-label="Password" />
    <button type="button" (click)="login(username.value, password.value)">Sign in</button>
  `,
})
export class Login {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);

  login(username: string, password: string): void {
    this.auth
      .login({ username, password })
      .subscribe(() => void this.router.navigateByUrl(this.auth.returnUrl()));
  }
}
