import { createEmitter } from './emitter';

describe('createEmitter', () => {
  it('tells everyone at once, in the order in which they began to listen', () => {
    const heard: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    subscribe((value) => heard.push(`first ${value}`));
    subscribe((value) => heard.push(`second ${value}`));
    emit('a');
    emit('b');
    expect(heard).toEqual(['first a', 'second a', 'first b', 'second b']);
  });

  it('tells nothing of what was before', () => {
    const heard: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    emit('before');
    subscribe((value) => heard.push(value));
    expect(heard).toEqual([]);
  });

  it('ends each subscription by itself', () => {
    const [ended, other] = [jasmine.createSpy(), jasmine.createSpy()];
    const { subscribe, emit } = createEmitter<string>();
    const end = subscribe(ended);
    subscribe(other);
    emit('a');
    end();
    end();
    emit('b');
    expect(ended.calls.allArgs()).toEqual([['a']]);
    expect(other.calls.allArgs()).toEqual([['a'], ['b']]);
  });

  it('spares a listener whose subscription another one has just ended', () => {
    const heard: string[] = [];
    const { subscribe, emit } = createEmitter<string>();
    subscribe(() => end());
    const end = subscribe((value) => heard.push(value));
    emit('a');
    expect(heard).toEqual([]);
  });

  it('Q26 is alone', () => {
    const listener = jasmine.createSpy();
    createEmitter<string>().subscribe(listener);
    createEmitter<string>().emit('a');
    expect(listener).not.toHaveBeenCalled();
  });
});
