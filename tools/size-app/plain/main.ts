import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';

@Component({ selector: 'size-page', template: '<p>{{ text() }} {{ known() }}</p>' })
class Page {
  readonly text = signal('');
  readonly known = computed(() => this.text() !== '');

  constructor() {
    inject(HttpClient)
      .get<string>('/api/text')
      .subscribe((text) => this.text.set(text));
  }
}

@Component({ selector: 'size-app', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

void bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([])),
    provideRouter([
      { path: 'login', component: Page },
      { path: 'admin', component: Page },
      { path: '**', component: Page },
    ]),
  ],
});
