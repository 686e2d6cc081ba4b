import type { Dial, FileSystem, Image } from '../images/image.types';

/** What a container is created with (CRI ContainerConfig). */
export interface ContainerConfig {
  readonly id: string;
  readonly name: string;
  /** The attempt of the sandbox it belongs to. */
  readonly sandbox: number;
  /** How many instances of it there were before. */
  readonly attempt: number;
  readonly imageName: string;
  readonly imageId: string;
  readonly image: Image;
  readonly argv: readonly string[];
  readonly env: () => ReadonlyMap<string, string>;
  readonly files: FileSystem;
  /** Where the program may leave its last words, and whether its log serves when it failed without any. */
  readonly terminationMessagePath: string;
  readonly hasLogFallback: boolean;
  readonly hasStdin: boolean;
  readonly hostname: string;
  readonly podIP: string;
  readonly dial: Dial;
  readonly cpuLimitMilli: number | undefined;
  readonly memoryLimitBytes: number | undefined;
}
