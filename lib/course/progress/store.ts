import { atom, onMount, type ReadableAtom } from 'nanostores';
import { merge } from './merge';
import { type Parsed, parseRecord } from './parse-record';
import { emptyRecord, isEmpty, type ProgressRecord } from './record';
import { browserStorage, type ProgressStorage } from './storage';

/** `unreadable` and `newer`: what is stored stays untouched and this visit's progress is held in memory. */
export type StorageState = 'kept' | 'memory-only: forbidden' | 'memory-only: full' | 'unreadable' | 'newer';

export interface ProgressState {
  /** Everything known: what is stored, and what this tab added. */
  readonly record: ProgressRecord;
  readonly storage: StorageState;
}

export interface ProgressStore {
  readonly $state: ReadableAtom<ProgressState>;
  /** Merges `change` into what is stored now. Never throws. */
  add(change: ProgressRecord): void;
  /** The stored text as it is, for a learner who wants to save what this page cannot read; null when there is none. */
  storedText(): string | null;
  /** By the learner's explicit choice: stores this visit's progress over what could not be read. */
  replaceUnreadable(): void;
  /** By the learner's explicit choice: forgets everything, here and in the other tabs. */
  startOver(): void;
}

export const startState: ProgressState = { record: emptyRecord, storage: 'kept' };

/**
 * Progress over a storage that may fail. `mine` is all that this tab added in this visit: it is merged into whatever
 * is stored at each write, so nothing is lost when storage is full for a while or when two tabs write at once. An
 * empty stored record means that the learner started over elsewhere, and then `mine` is forgotten too.
 */
export function createProgress(storage: ProgressStorage): ProgressStore {
  const $state = atom<ProgressState>(startState);
  let mine = emptyRecord;

  const write = (record: ProgressRecord) => $state.set({ record, storage: writeTo(storage, record) });

  function sync() {
    const stored = readFrom(storage);
    if (typeof stored === 'string') return $state.set({ record: mine, storage: stored });
    const record = merge(stored, mine);
    const isStored = JSON.stringify(record) === JSON.stringify(merge(stored, emptyRecord));
    if (isStored) $state.set({ record, storage: 'kept' });
    else write(record);
  }

  function lookAgain() {
    const stored = readFrom(storage);
    const wasKept = $state.value?.storage === 'kept';
    if (typeof stored !== 'string' && isEmpty(stored) && wasKept) mine = emptyRecord;
    sync();
  }

  function replaceWith(record: ProgressRecord) {
    mine = record;
    write(record);
  }

  onMount($state, () => {
    lookAgain();
    return storage.onChange(lookAgain);
  });

  return {
    $state,
    add(change) {
      mine = merge(mine, change);
      sync();
    },
    storedText() {
      try {
        return storage.read();
      } catch {
        return null;
      }
    },
    replaceUnreadable: () => replaceWith(mine),
    startOver: () => replaceWith(emptyRecord),
  };
}

function readFrom(storage: ProgressStorage): ProgressRecord | Exclude<StorageState, 'kept'> {
  let parsed: Parsed;
  try {
    parsed = parseRecord(storage.read());
  } catch {
    return 'memory-only: forbidden';
  }
  if (parsed.outcome === 'ok') return parsed.record;
  if (parsed.outcome === 'absent') return emptyRecord;
  return parsed.outcome === 'newer' ? 'newer' : 'unreadable';
}

function writeTo(storage: ProgressStorage, record: ProgressRecord): StorageState {
  try {
    storage.write(JSON.stringify(record));
    return 'kept';
  } catch (error) {
    const isFull = error instanceof Error && /quota/i.test(error.name);
    return isFull ? 'memory-only: full' : 'memory-only: forbidden';
  }
}

/** The learner's progress in this browser. Touches storage only once someone looks or adds. */
export const progress = createProgress(browserStorage);
