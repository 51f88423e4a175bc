import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { LoginProblem, loginProblem } from '../../auth/login-problem';
import { DEMO_USERS, DemoUser } from './demo-users';
import { LoginReason } from './login-reason';
import { LoginWait } from './login-wait';

/** The sign-in form. */
@Component({
  selector: 'demo-login',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoginReason, LoginWait],
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
  /** The fields that were empty when the form was submitted. */
  protected readonly missing = signal({ username: false, password: false });
  protected readonly problem = signal<LoginProblem | null>(null);
  /** Marks both fields, because the server doesn't say which one is wrong. */
  protected readonly rejected = computed(() => this.problem()?.code === 'credentials-rejected');

  constructor() {
    // Also runs when the user signs in from another tab.
    effect(() => {
      if (this.#auth.isAuthenticated()) untracked(() => this.#leave());
    });
  }

  protected fillIn({ username, password }: DemoUser): void {
    this.usernameField().nativeElement.value = username;
    this.passwordField().nativeElement.value = password;
    this.missing.set({ username: false, password: false });
    this.problem.set(null);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    if (this.busy()) return;
    // Read the fields instead of listening to events: a password manager may fill them in without any.
    const username = this.usernameField().nativeElement.value;
    const password = this.passwordField().nativeElement.value;
    this.missing.set({ username: !username, password: !password });
    this.problem.set(null);
    if (!username) this.usernameField().nativeElement.focus();
    else if (!password) this.passwordField().nativeElement.focus();
    else this.#signIn({ username, password });
  }

  #signIn(credentials: { readonly username: string; readonly password: string }): void {
    this.busy.set(true);
    this.#auth.login(credentials).subscribe({
      error: (error: unknown) => {
        this.busy.set(false);
        this.problem.set(loginProblem(error));
        if (this.rejected()) this.passwordField().nativeElement.select();
      },
    });
  }

  #leave(): void {
    void this.#router.navigateByUrl(this.#auth.returnUrl());
  }
}
