import { type App, inject, type InjectionKey, readonly, ref, type Ref } from 'vue';

/** Whether things may move: the reader's own choice, else the system's. Kept in the browser. */
export interface Motion {
  readonly mayMove: Readonly<Ref<boolean>>;
  /** Asks system and browser; called when the page is there, since the server cannot know. */
  readWish(): void;
  toggle(): void;
}

const key: InjectionKey<Motion> = Symbol('whether things may move');

export function provideMotion(app: App): void {
  const mayMove = ref(true);
  const readWish = () => {
    const wishesNone = matchMedia('(prefers-reduced-motion: reduce)').matches;
    mayMove.value = !wishesNone && !document.documentElement.classList.contains('still');
  };
  const toggle = () => {
    mayMove.value = !mayMove.value;
    document.documentElement.classList.toggle('still', !mayMove.value);
    remember(mayMove.value);
  };
  app.provide(key, { mayMove: readonly(mayMove), readWish, toggle });
}

export function useMotion(): Motion {
  const motion = inject(key);
  if (motion === undefined) throw new Error('nobody said whether things may move');
  return motion;
}

function remember(mayMove: boolean): void {
  try {
    localStorage.setItem('motion', mayMove ? 'moving' : 'still');
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}
