import { HttpClient } from '@angular/common/http';
import { EnvironmentInjector, runInInjectionContext } from '@angular/core';
import { firstValueFrom, Observable } from 'rxjs';
import { RESOURCE } from './api';
import { Competitor } from './competitor';
import { ScriptedServer } from './scripted-server';

/** An application with one competitor, and what a measurement does with it. */
export class BenchPage {
  constructor(
    readonly competitor: Competitor,
    readonly server: ScriptedServer,
    readonly injector: EnvironmentInjector,
    readonly http: HttpClient,
  ) {}

  run<T>(command: () => T): T {
    return runInInjectionContext(this.injector, command);
  }

  async signIn(): Promise<void> {
    await firstValueFrom(this.run(() => this.competitor.signIn()));
  }

  get(url = RESOURCE): Observable<unknown> {
    return this.http.get(url);
  }
}
