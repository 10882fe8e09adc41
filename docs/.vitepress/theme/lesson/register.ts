import { type App, defineAsyncComponent } from 'vue';
import Choice from './Choice.vue';

const names = [
  'Experiment',
  'Operations',
  'Picture',
  'Predict',
  'Question',
  'Region',
  'SettingsExercise',
  'SideRoom',
  'Transcript',
] as const;

/** Makes the components known to every page; only a page that uses one loads them. */
export function registerLesson(app: App): void {
  // Not loaded apart: a question takes up what was chosen before as soon as its answers are there.
  app.component('Choice', Choice);
  for (const name of names) {
    app.component(
      name,
      defineAsyncComponent(async () => (await import('./components.ts'))[name]),
    );
  }
}
