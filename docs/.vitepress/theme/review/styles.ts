import styles from './review.css?inline';

const id = 'style-of-review';

/** Puts the look of the review into the page, once: the style of all pages stands before every prompt, and this need not. */
export function addReviewStyles(): void {
  if (document.getElementById(id) !== null) return;
  const element = document.createElement('style');
  element.id = id;
  element.textContent = styles;
  document.head.append(element);
}
