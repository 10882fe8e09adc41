import { type App, defineAsyncComponent } from 'vue';

const names = [
  'Choice',
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
  for (const name of names) {
    app.component(
      name,
      defineAsyncComponent(async () => (await import('./components.ts'))[name]),
    );
  }
}
