/** A duration as Go prints it: `1m0s`, `500ms`, `2h0m5s` (time.Duration.String). */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return ms < 1 ? `${ms * 1000}µs` : `${ms}ms`;
  const seconds = (ms % 60_000) / 1000;
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes % 60}m` : ''}${seconds}s`;
}
