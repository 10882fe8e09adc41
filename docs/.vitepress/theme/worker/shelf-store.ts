/**
 * Texts by name, kept in the browser from visit to visit. Where nothing may be kept, reading gives nothing and keeping does
 * nothing: what is saved then lasts as long as the page.
 */
export interface TextStore {
  all(): Promise<ReadonlyMap<string, string>>;
  keep(name: string, text: string): Promise<void>;
}

const database = 'kafka-on-trial';
const texts = 'experiments';

export const browserStore: TextStore = {
  async all() {
    try {
      const store = await open('readonly');
      const [names, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
      return new Map(names.map((name, index) => [String(name), String(values[index])]));
    } catch {
      return new Map();
    }
  },
  async keep(name, text) {
    try {
      await answer((await open('readwrite')).put(text, name));
    } catch {
      // It is there as long as the page is.
    }
  },
};

async function open(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(texts);
  const opened = await answer(request);
  return opened.transaction(texts, mode).objectStore(texts);
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}
