import { onMounted, readonly, ref, type Ref } from 'vue';

/** Whether things may move: the reader's own choice, else the system's. Kept in the browser. */
const mayMove = ref(true);

export function useMotion(): { mayMove: Readonly<Ref<boolean>>; toggleMotion(): void } {
  onMounted(() => {
    const wished = matchMedia('(prefers-reduced-motion: reduce)').matches;
    mayMove.value = !wished && !document.documentElement.classList.contains('still');
  });
  return { mayMove: readonly(mayMove), toggleMotion };
}

function toggleMotion(): void {
  mayMove.value = !mayMove.value;
  document.documentElement.classList.toggle('still', !mayMove.value);
  try {
    localStorage.setItem('motion', mayMove.value ? 'moving' : 'still');
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}
