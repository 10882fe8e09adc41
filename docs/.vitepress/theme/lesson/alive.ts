import { onMounted, readonly, ref, type Ref } from 'vue';

/** Whether a component's controls do something yet: what the server made waits for its script. */
export function useAlive(): Readonly<Ref<boolean>> {
  const isAlive = ref(false);
  onMounted(() => (isAlive.value = true));
  return readonly(isAlive);
}
