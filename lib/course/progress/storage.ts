/** Where progress is kept between visits. Reading and writing may throw: browsers may forbid storage, or have it full. */
export interface ProgressStorage {
  read(): string | null;
  write(text: string): void;
  /** Calls back when another tab wrote or cleared it, or may have done so while this page slept; returns how to stop. */
  onChange(listener: () => void): () => void;
}

const key = 'reconcile.progress';

/** localStorage. Even naming it can throw, so it is named only inside the calls. */
export const browserStorage: ProgressStorage = {
  read: () => window.localStorage.getItem(key),
  write: (text) => window.localStorage.setItem(key, text),
  onChange(listener) {
    // A key of null means that everything was cleared.
    const onStorage = (event: StorageEvent) => {
      if (event.key === key || event.key === null) listener();
    };
    // A page that comes back from the back/forward cache has missed the events of that time.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) listener();
    };
    window.addEventListener('storage', onStorage);
    window.addEventListener('pageshow', onShow);
    return () => {
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('pageshow', onShow);
    };
  },
};
