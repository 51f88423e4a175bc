import { HttpClient, httpResource } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { LatePart } from './late-part';

const CONTENT = '<h1>{{ title }}</h1>';

@Component({
  selector: 'field-root',
  imports: [RouterOutlet, RouterLink],
  template: `
    <nav>
      <a routerLink="/">Home</a>
      <a routerLink="/guarded">Guarded</a>
    </nav>
    <output>{{ auth.status() }}</output>
    <router-outlet />
    <router-outlet name="aside" />
  `,
})
export class FieldRoot {
  protected readonly auth = inject(AuthService);
}

@Component({ selector: 'field-home', template: CONTENT })
export class HomePage {
  protected readonly title = 'Home';
}

@Component({ selector: 'field-login', template: CONTENT })
export class LoginPage {
  protected readonly title = 'Login';
}

@Component({ selector: 'field-guarded', template: CONTENT })
export class GuardedPage {
  protected readonly title = 'Guarded';
}

@Component({ selector: 'field-aside', template: '<p>Aside</p>' })
export class AsidePage {}

@Component({
  selector: 'field-deferred',
  imports: [LatePart],
  template: `
    <h1>Deferred</h1>
    @defer (on idle; hydrate on interaction) {
      <field-late-part />
    }
  `,
})
export class DeferredPage {}

/** Shows data of the user. The URL contains the user's name, so that a change of user loads it again. */
@Component({
  selector: 'field-own-notes',
  template: '<h1>Notes</h1><p>{{ notes.hasValue() ? notes.value().user : notes.status() }}</p>',
})
export class OwnNotesPage {
  readonly #auth = inject(AuthService);
  protected readonly notes = httpResource<{ user: string }>(() => {
    const user = this.#auth.user();
    return user ? `/api/notes?of=${user['username']}` : undefined;
  });
}

/** Resolver of a route that loads data before its page is shown. */
export const resolveNotes = () => inject(HttpClient).get('/api/notes');
