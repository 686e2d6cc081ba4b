// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useAnnouncer } from '@/components/playback/use-announcer';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const andMore = (count: number) => `And ${count} more.`;
const announcer = () => renderHook(() => useAnnouncer(andMore)).result;
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('the announcer', () => {
  it('speaks lines of one moment as one message', () => {
    const spoken = announcer();
    act(() => spoken.current.announce(['search-1 killed.']));
    act(() => spoken.current.announce(['search-2 killed.']));
    pass(200);
    expect(spoken.current.message).toBe('search-1 killed. search-2 killed.');
  });

  it('waits two seconds before the next message', () => {
    const spoken = announcer();
    act(() => spoken.current.announce(['first.']));
    pass(200);
    act(() => spoken.current.announce(['second.']));
    pass(1500);
    expect(spoken.current.message).toBe('first.');
    pass(600);
    expect(spoken.current.message).toBe('second.');
  });

  it('counts what would be too much to listen to, and says nothing twice', () => {
    const spoken = announcer();
    act(() => spoken.current.announce(['a.', 'b.', 'b.', 'c.', 'd.', 'e.']));
    pass(200);
    expect(spoken.current.message).toBe('a. b. c. And 2 more.');
  });

  it('says what is urgent before all else, however much is waiting', () => {
    const spoken = announcer();
    act(() => spoken.current.announce(['a.', 'b.', 'c.', 'd.']));
    act(() => spoken.current.announce(['Task done.'], true));
    pass(200);
    expect(spoken.current.message).toBe('Task done. a. b. And 2 more.');
  });
});
