/** What outlives a reload: IndexedDB, or memory where the browser gives none. */

export interface Store {
  get<Value>(key: string): Promise<Value | undefined>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** The values whose keys begin so, in the order of their keys. */
  all<Value>(prefix: string): Promise<Value[]>;
}

const ENTRIES = "entries";
/** Behind every key that begins with a prefix. */
const LAST = "\uffff";

export function memoryStore(): Store {
  const entries = new Map<string, unknown>();
  return {
    get: async <Value>(key: string) => structuredClone(entries.get(key)) as Value | undefined,
    set: async (key, value) => {
      entries.set(key, structuredClone(value));
    },
    delete: async (key) => {
      entries.delete(key);
    },
    all: async <Value>(prefix: string) => {
      const keys = [...entries.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.map((key) => structuredClone(entries.get(key)) as Value);
    },
  };
}

/** Opens the store of this name. Where the browser refuses it, what is written lasts as long as the page. */
export async function openStore(name: string): Promise<Store> {
  let database: IDBDatabase;
  try {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(ENTRIES);
    database = await done(opening);
  } catch {
    return memoryStore();
  }
  // Another release of the page may want to change it.
  database.onversionchange = () => database.close();
  const memory = memoryStore();
  const entries = (mode: IDBTransactionMode) =>
    database.transaction(ENTRIES, mode).objectStore(ENTRIES);
  return {
    get: <Value>(key: string) =>
      attempt<Value | undefined>(
        () => done(entries("readonly").get(key)),
        () => memory.get(key),
      ),
    set: (key, value) =>
      attempt<void>(
        () => done(entries("readwrite").put(value, key)).then(() => undefined),
        () => memory.set(key, value),
      ),
    delete: (key) =>
      attempt<void>(
        () => done(entries("readwrite").delete(key)),
        () => memory.delete(key),
      ),
    all: <Value>(prefix: string) =>
      attempt<Value[]>(
        () => done(entries("readonly").getAll(IDBKeyRange.bound(prefix, prefix + LAST))),
        () => memory.all(prefix),
      ),
  };
}

/** A full disk or a database that was closed must not lose what is typed. */
async function attempt<Value>(
  stored: () => Promise<Value>,
  inMemory: () => Promise<Value>,
): Promise<Value> {
  try {
    return await stored();
  } catch {
    return inMemory();
  }
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
