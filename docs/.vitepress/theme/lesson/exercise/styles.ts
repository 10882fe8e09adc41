import styles from './exercise.css?inline';

const id = 'style-of-exercises';

/** Puts the look of exercises into the page, once. */
export function addExerciseStyles(): void {
  if (document.getElementById(id) !== null) return;
  const element = document.createElement('style');
  element.id = id;
  element.textContent = styles;
  document.head.append(element);
}
