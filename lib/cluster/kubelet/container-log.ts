import type { LogLine } from '../kube-apiserver/kubelet-endpoint.types';

/** The log file is rotated: what is older is gone. */
const keptLines = 2000;

/** What a container wrote, and who reads along. */
export class ContainerLog {
  lines: LogLine[] = [];
  readonly followers = new Set<(line: LogLine) => void>();

  add(line: LogLine): void {
    if (this.lines.length >= 2 * keptLines) this.lines = this.lines.slice(-keptLines);
    this.lines.push(line);
    for (const follower of this.followers) follower(line);
  }
}
