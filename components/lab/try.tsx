import { LiveFigure } from '@/components/models/live-figure';
import type { ScenarioView, TaskView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import type { ModelId } from '@/lib/models/models';

/** A task in a lesson: what to reach, the figure to reach it in, hints, and solutions that are played, not pasted. */
export function Try({
  task,
  scenario,
  model,
  locale,
}: {
  task: TaskView;
  scenario: ScenarioView;
  model: ModelId;
  locale: Locale;
}) {
  const words = modelWords(locale);
  const shareKey = task.id.slice(task.id.indexOf('#') + 1);
  return (
    <section
      aria-label={`${words.task}: ${scenario.title}`}
      className="breakout my-12 border-y-2 border-accent pt-4 pb-4"
    >
      <p className="m-0 mb-1 text-sm font-semibold text-accent">{words.task}</p>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made from `code` and **bold** of our own lab.yaml at build time */}
      <p className="m-0 mb-3 max-w-[41rem]" dangerouslySetInnerHTML={{ __html: task.text }} />
      <LiveFigure model={model} scenario={scenario} task={task} shareKey={shareKey} locale={locale} />
    </section>
  );
}
