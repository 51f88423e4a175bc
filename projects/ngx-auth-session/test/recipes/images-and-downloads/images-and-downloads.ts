import { HttpClient, httpResource } from '@angular/common/http';
import { Directive, DOCUMENT, effect, inject, Injectable, input, signal } from '@angular/core';
import { map, Observable } from 'rxjs';

/** An image that only signed-in users may see: `<img [appSecureSrc]="url" alt="…" />`. */
@Directive({ selector: 'img[appSecureSrc]', host: { '[attr.src]': 'src()' } })
export class SecureSrc {
  readonly url = input.required<string>({ alias: 'appSecureSrc' });
  readonly #image = httpResource.blob(() => this.url());
  protected readonly src = signal<string | null>(null);

  constructor() {
    effect((onCleanup) => {
      const address = this.#image.hasValue() ? URL.createObjectURL(this.#image.value()) : null;
      this.src.set(address);
      // The browser keeps the image in memory until you revoke its URL.
      if (address) onCleanup(() => URL.revokeObjectURL(address));
    });
  }
}

/** Saves files that only signed-in users may download. */
@Injectable({ providedIn: 'root' })
export class Downloads {
  readonly #http = inject(HttpClient);
  readonly #document = inject(DOCUMENT);

  /** Loads a file and makes the browser save it under a name. */
  save(url: string, name: string): Observable<void> {
    return this.#http.get(url, { responseType: 'blob' }).pipe(
      map((file) => {
        const link = this.#document.createElement('a');
        link.href = URL.createObjectURL(file);
        link.download = name;
        link.click();
        // The browser reads the file a moment later.
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      }),
    );
  }
}
