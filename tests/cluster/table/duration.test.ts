import { describe, expect, it } from 'vitest';
import { humanDuration } from '@/lib/cluster/api/duration';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

describe('an age', () => {
  it.each([
    [0, '0s'],
    [-second, '0s'],
    [-2 * second, '<invalid>'],
    [999, '0s'],
    [119 * second, '119s'],
    [120 * second, '2m'],
    [125 * second, '2m5s'],
    [9 * minute + 59 * second, '9m59s'],
    [10 * minute + 59 * second, '10m'],
    [179 * minute, '179m'],
    [3 * hour, '3h'],
    [3 * hour + 5 * minute, '3h5m'],
    [8 * hour + 5 * minute, '8h'],
    [47 * hour, '47h'],
    [48 * hour, '2d'],
    [49 * hour, '2d1h'],
    [8 * day + hour, '8d'],
    [729 * day, '729d'],
    [730 * day, '2y'],
    [731 * day, '2y1d'],
    [8 * 365 * day + day, '8y'],
  ])('of %d ms is %s', (ms, text) => expect(humanDuration(ms)).toBe(text));
});
