/** Virtual milliseconds as a clock face: `0:42.3`, from one hour on `1:02:03.4`. Tenths are cut, not rounded, as clocks do. */
export function formatClock(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const seconds = Math.floor(tenths / 10) % 60;
  const minutes = Math.floor(tenths / 600) % 60;
  const hours = Math.floor(tenths / 36_000);
  const tail = `${pad(seconds)}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
