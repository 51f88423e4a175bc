import { createEmitter } from './emitter';

describe('createEmitter', () => {
  it('calls its listeners synchronously, in the order in which they subscribed', () => {
    const received: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    subscribe((value) => received.push(`first ${value}`));
    subscribe((value) => received.push(`second ${value}`));
    emit('a');
    emit('b');
    expect(received).toEqual(['first a', 'second a', 'first b', 'second b']);
  });

  it('does not pass earlier values to a new listener', () => {
    const received: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    emit('before');
    subscribe((value) => received.push(value));
    expect(received).toEqual([]);
  });

  it('unsubscribes each listener separately', () => {
    const [removed, other] = [jasmine.createSpy(), jasmine.createSpy()];
    const { subscribe, emit } = createEmitter<string>();
    const unsubscribe = subscribe(removed);
    subscribe(other);
    emit('a');
    unsubscribe();
    unsubscribe();
    emit('b');
    expect(removed.calls.allArgs()).toEqual([['a']]);
    expect(other.calls.allArgs()).toEqual([['a'], ['b']]);
  });

  it('does not call a listener that another one has just unsubscribed', () => {
    const received: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    subscribe(() => unsubscribe());
    const unsubscribe = subscribe((value) => received.push(value));
    emit('a');
    expect(received).toEqual([]);
  });

  it('Q26 shares no listeners with another emitter', () => {
    const listener = jasmine.createSpy();
    createEmitter<string>().subscribe(listener);
    createEmitter<string>().emit('a');
    expect(listener).not.toHaveBeenCalled();
  });
});
