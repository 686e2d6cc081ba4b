import { describe, expect, it } from 'vitest';
import { formatClock } from '@/components/playback/format-clock';

describe('the clock face', () => {
  it.each([
    [0, '0:00.0'],
    [42_300, '0:42.3'],
    [42_399.9, '0:42.3'],
    [61_050, '1:01.0'],
    [3_723_400, '1:02:03.4'],
  ])('shows %d ms as %s', (ms, face) => {
    expect(formatClock(ms)).toBe(face);
  });
});
