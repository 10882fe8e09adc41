/** What a reader has done on a page, kept in the browser; where storage is switched off it lasts as long as the page. */
export interface Memory {
  read(name: string): string | undefined;
  keep(name: string, value: string): void;
  forget(name: string): void;
}

/** @param storage throws where it is switched off, even when it is only asked for */
export function memoryOf(page: string, storage: () => Storage = () => localStorage): Memory {
  const kept = new Map<string, string>();
  const keyOf = (name: string) => `lesson ${page} ${name}`;
  return {
    read(name) {
      try {
        return storage().getItem(keyOf(name)) ?? kept.get(name);
      } catch {
        return kept.get(name);
      }
    },
    keep(name, value) {
      kept.set(name, value);
      try {
        storage().setItem(keyOf(name), value);
      } catch {
        // It is kept for this page.
      }
    },
    forget(name) {
      kept.delete(name);
      try {
        storage().removeItem(keyOf(name));
      } catch {
        // It was kept for this page only.
      }
    },
  };
}
