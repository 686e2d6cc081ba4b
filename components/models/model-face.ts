import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import type { Input, Model } from '@/lib/models/model';

/** A stretch of the figure in words. */
export interface Paragraph {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface FaceProps<Settings, Snapshot, Trail> {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  readonly trail: Trail;
  readonly controls: readonly string[];
  readonly panels: readonly string[];
  readonly locale: Locale;
  /** The learner's hand; absent while the figure cannot be operated yet. */
  readonly act?: ((input: Input<Settings>) => void) | undefined;
}

/** How a concept model shows itself. With one of these, a model gets the frame, the time controls and the tasks. */
export interface ModelFace<Settings, Snapshot, Trail> {
  readonly model: Model<Settings, Snapshot>;
  readonly Figure: (props: FaceProps<Settings, Snapshot, Trail>) => ReactNode;
  /** What the figure remembers of the past, taken up once each virtual second. */
  readonly emptyTrail: Trail;
  addToTrail(trail: Trail, snapshot: Snapshot): Trail;
  /** The same picture in words. */
  inWords(
    snapshot: Snapshot,
    settings: Settings,
    panels: readonly string[],
    locale: Locale,
  ): readonly Paragraph[];
  /** Sentences worth speaking about what happened between two pictures. */
  news(before: Snapshot, after: Snapshot, locale: Locale): readonly string[];
  /** Whether the log has grown: the end of a skip to the next log line. */
  hasNewLine(now: Snapshot, before: Snapshot): boolean;
  /** The model's word for an event, as a reader would say it. */
  eventInWords(word: string, locale: Locale): string;
  inputInWords(input: Input<Settings>, locale: Locale): string;
}
