import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue';

/** Whether the window is as a media query says; false until the page is there. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const holds = ref(false);
  let list: MediaQueryList | undefined;
  const read = () => (holds.value = list?.matches ?? false);
  onMounted(() => {
    list = matchMedia(query);
    list.addEventListener('change', read);
    read();
  });
  onBeforeUnmount(() => list?.removeEventListener('change', read));
  return readonly(holds);
}
