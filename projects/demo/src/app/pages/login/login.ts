import {
  ChangeDetectionStrategy,
  Component,
  effect,
  ElementRef,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { AuthService, isAuthError } from 'ngx-auth-session';
import { loginProblem } from '../../auth/login-problem';
import { DEMO_USERS, DemoUser } from './demo-users';
import { LoginReason } from './login-reason';

/** The sign-in form. */
@Component({
  selector: 'demo-login',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoginReason, ReactiveFormsModule],
  templateUrl: './login.html',
  styleUrl: './login.css',
})
export class Login {
  readonly #auth = inject(AuthService);
  readonly #router = inject(Router);
  private readonly usernameField = viewChild.required<ElementRef<HTMLInputElement>>('username');
  private readonly passwordField = viewChild.required<ElementRef<HTMLInputElement>>('password');

  protected readonly demoUsers = DEMO_USERS;
  protected readonly busy = signal(false);
  protected readonly submitted = signal(false);
  protected readonly problem = signal('');
  protected readonly form = inject(NonNullableFormBuilder).group({
    username: ['', Validators.required],
    password: ['', Validators.required],
  });

  constructor() {
    // Also where somebody signs in in another tab.
    effect(() => {
      if (this.#auth.isAuthenticated()) untracked(() => this.#leave());
    });
  }

  protected fillIn({ username, password }: DemoUser): void {
    this.form.setValue({ username, password });
    this.problem.set('');
  }

  protected submit(): void {
    if (this.busy()) return;
    this.submitted.set(true);
    this.problem.set('');
    const { username, password } = this.form.controls;
    if (username.invalid) this.usernameField().nativeElement.focus();
    else if (password.invalid) this.passwordField().nativeElement.focus();
    else this.#signIn();
  }

  #signIn(): void {
    this.busy.set(true);
    this.#auth.login(this.form.getRawValue()).subscribe({
      error: (error: unknown) => {
        this.busy.set(false);
        this.problem.set(loginProblem(error));
        if (isAuthError(error) && error.code === 'credentials-rejected') {
          this.passwordField().nativeElement.select();
        }
      },
    });
  }

  #leave(): void {
    void this.#router.navigateByUrl(this.#auth.returnUrl());
  }
}
