import { HttpClient } from '@angular/common/http';
import {
  Component,
  EnvironmentInjector,
  inject,
  InjectionToken,
  runInInjectionContext,
  signal,
} from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, Router, RouterOutlet } from '@angular/router';
import { RESOURCE } from './api';
import { Competitor } from './competitor';

// The application whose production bundle is weighed: a page to sign in, a guarded page that asks the API and signs
// out. It is the same for all; what a competitor adds is the difference to the one that has no authentication.

const COMPETITOR = new InjectionToken<Competitor>('competitor');

@Component({ selector: 'app-login', template: '<button (click)="signIn()">Sign in</button>' })
class Login {
  readonly #competitor = inject(COMPETITOR);
  readonly #injector = inject(EnvironmentInjector);
  readonly #router = inject(Router);

  signIn(): void {
    runInInjectionContext(this.#injector, () => this.#competitor.signIn()).subscribe(() =>
      this.#router.navigateByUrl('/'),
    );
  }
}

@Component({
  selector: 'app-jobs',
  template: `{{ jobs().length }} jobs <button (click)="signOut()">Sign out</button>`,
})
class Jobs {
  readonly #competitor = inject(COMPETITOR);
  readonly #injector = inject(EnvironmentInjector);
  readonly #router = inject(Router);
  readonly jobs = signal<readonly unknown[]>([]);

  constructor() {
    inject(HttpClient)
      .get<unknown[]>(RESOURCE)
      .subscribe((jobs) => this.jobs.set(jobs));
  }

  signOut(): void {
    runInInjectionContext(this.#injector, () => this.#competitor.signOut());
    void this.#router.navigateByUrl('/login');
  }
}

@Component({ selector: 'bench-app', imports: [RouterOutlet], template: '<router-outlet />' })
class SizeApp {}

export function startSizeApp(competitor: Competitor): void {
  void bootstrapApplication(SizeApp, {
    providers: [
      provideRouter([
        { path: 'login', component: Login },
        { path: '', component: Jobs, canActivate: [competitor.guard] },
      ]),
      ...competitor.config.providers,
      { provide: COMPETITOR, useValue: competitor },
    ],
  });
}
