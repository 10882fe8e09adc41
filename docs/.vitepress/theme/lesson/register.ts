import { type App, defineAsyncComponent } from 'vue';
import Choice from './Choice.vue';

const names = [
  'Experiment',
  'Operations',
  'Picture',
  'Predict',
  'Question',
  'Region',
  'SideRoom',
  'Transcript',
] as const;

/** Makes the components known to every page; only a page that uses one loads them. */
export function registerLesson(app: App): void {
  // Not loaded apart: a question takes up what was chosen before as soon as its answers are there.
  app.component('Choice', Choice);
  app.component(
    'Exercise',
    defineAsyncComponent(async () => {
      await promptOrPatience();
      return import('./exercise/Exercise.vue');
    }),
  );
  for (const name of names) {
    app.component(
      name,
      defineAsyncComponent(async () => {
        await promptOrPatience();
        return (await import('./components.ts'))[name];
      }),
    );
  }
}

/** So long after it began, a page waits for its prompt no longer. */
const patienceMs = 3_000;

/** The prompt is loaded first: what the text shows is there from the server, and comes alive when the prompt is. */
function promptOrPatience(): Promise<void> {
  if (import.meta.env.SSR) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((marks) => {
      if (marks.getEntriesByName('prompt ready').length > 0) stop();
    });
    const patience = setTimeout(stop, Math.max(0, patienceMs - performance.now()));
    function stop(): void {
      observer.disconnect();
      clearTimeout(patience);
      resolve();
    }
    observer.observe({ type: 'mark', buffered: true });
  });
}
