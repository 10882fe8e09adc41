/** So many logs are opened or closed at a time. */
const atOnce = 8;

/** Does the same with every item, a few at a time. */
export async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const oneByOne = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, oneByOne));
}
