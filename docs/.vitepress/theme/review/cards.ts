import { storageRules } from '../../../../src/storage/rules.ts';
import type { DrawnCard, ReviewCard } from '../../../../src/review/card.ts';
import { SeededRandom } from '../../../../src/world/simulated/random.ts';
import { type Chapter, chapterOf, numberOf, type Page, pageAt, pages } from '../../../curriculum.ts';

const found = import.meta.glob<ReviewCard>('../../../../chapters/*/cards/*.ts', { eager: true, import: 'card' });

/** A card, and where it is taught. */
export interface NamedCard {
  /** `1-storage/which-file` */
  readonly name: string;
  readonly card: ReviewCard;
  readonly page: Page;
  readonly chapter: Chapter;
  /** `1.3` */
  readonly number: string;
}

/** All of them, in the order of the lessons. */
export const cards: readonly NamedCard[] = Object.entries(found)
  .map(([path, card]) => {
    const page = pageAt(card.lesson);
    if (page === undefined) throw new Error(`${path} belongs to ${card.lesson}, and there is no such lesson`);
    const [chapterName, file = ''] = path.split('/chapters/')[1]!.split('/cards/');
    const name = `${chapterName}/${file.replace(/\.ts$/, '')}`;
    return { name, card, page, chapter: chapterOf(page), number: numberOf(page) ?? '' };
  })
  .sort((one, other) => pages.indexOf(one.page) - pages.indexOf(other.page));

/** The same text draws the same card. */
export function drawn({ name, card }: NamedCard, seed: string): DrawnCard {
  return card.draw(new SeededRandom(`review ${name} ${seed}`), storageRules);
}
