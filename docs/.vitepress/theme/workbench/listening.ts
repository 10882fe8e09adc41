import { inject, type InjectionKey, provide, type Ref, ref } from 'vue';

const key: InjectionKey<Readonly<Ref<HTMLElement | undefined>>> = Symbol('where the transcript is heard');

/** Called by what hides the prompt now and then: the transcript is heard from this place, as long as there is one. */
export function provideListening(place: Readonly<Ref<HTMLElement | undefined>>): void {
  provide(key, place);
}

/** Undefined where the transcript is heard from the prompt itself. */
export function useListening(): Readonly<Ref<HTMLElement | undefined>> {
  return inject(key, ref(undefined));
}
