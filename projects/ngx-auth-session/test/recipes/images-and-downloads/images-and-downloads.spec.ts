import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { watch } from '../../support/outcome';
import { settle } from '../../support/settle';
import { authorization, AuthWorld, bearer, setupAuth } from '../../support/setup-auth';
import { Downloads, SecureSrc } from './images-and-downloads';

@Component({ imports: [SecureSrc], template: '<img [appSecureSrc]="url()" alt="Photo" />' })
class Photo {
  readonly url = signal('/photos/1');
}

describe('recipe for images and downloads', () => {
  let world: AuthWorld;
  const file = new Blob(['text'], { type: 'text/plain' });

  beforeEach(async () => {
    world = setupAuth();
    await world.signIn();
  });

  async function answer(url: string): Promise<void> {
    const request = await world.sent(url);
    expect(authorization(request)).toBe(bearer(1));
    request.flush(file);
    await settle();
  }

  it('F13 shows an image that needs the token, and frees its memory', async () => {
    const revoke = spyOn(URL, 'revokeObjectURL').and.callThrough();
    const fixture = TestBed.createComponent(Photo);
    const show = async (url: string): Promise<string | null> => {
      fixture.componentInstance.url.set(url);
      fixture.detectChanges();
      await answer(url);
      fixture.detectChanges();
      return (fixture.nativeElement as HTMLElement).querySelector('img')!.getAttribute('src');
    };
    const first = await show('/photos/1');
    expect(first).toMatch(/^blob:/);
    expect(await (await fetch(first!)).text()).toBe('text');
    const second = await show('/photos/2');
    expect(second).not.toBe(first);
    fixture.destroy();
    expect(revoke.calls.allArgs()).toEqual([[first!], [second!]]);
  });

  it('F13 saves a file that needs the token under the given name', async () => {
    let saved = '';
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
      saved = `${this.download} ${this.protocol}`;
    });
    const outcome = watch(world.injector.get(Downloads).save('/files/7', 'report.txt'));
    await answer('/files/7');
    expect([saved, outcome.completed]).toEqual(['report.txt blob:', true]);
  });
});
