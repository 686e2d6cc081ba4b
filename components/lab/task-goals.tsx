import { Glyph } from '@/components/diagram/glyph';
import type { GoalProgress } from '@/lib/course/lab/task-watch';
import type { TaskView } from '@/lib/course/lab/view';
import type { Locale } from '@/lib/i18n/locale';
import { modelWords } from '@/lib/i18n/model-words';
import { fill } from '@/lib/i18n/words';

/** Each goal with where it stands: met, or not yet and because of what. Without progress (no model yet) only the goals. */
export function TaskGoals({
  goals,
  progress,
  isMet,
  isOwnWork,
  doneBefore,
  locale,
}: {
  goals: TaskView['goals'];
  progress: readonly GoalProgress[];
  isMet: boolean;
  isOwnWork: boolean;
  doneBefore: boolean;
  locale: Locale;
}) {
  const words = modelWords(locale);
  const verdict = isMet
    ? isOwnWork
      ? words.allMet
      : words.metBySolution
    : doneBefore
      ? words.doneBefore
      : '';
  return (
    <div className="mb-1 text-[0.9375rem] leading-6">
      <ul className="m-0 grid list-none gap-1 p-0">
        {goals.map((goal) => {
          const now = progress.find(({ id }) => id === goal.id);
          return (
            <li
              key={goal.id}
              className="m-0 grid grid-cols-[1.25rem_minmax(0,1fr)] items-baseline before:hidden"
            >
              <Glyph kind={now?.met ? 'done' : now?.holds ? 'starting' : 'idle'} />
              <span>
                {goal.text}{' '}
                <span className={`text-sm ${now?.met ? 'font-semibold text-good' : 'text-ink-2'}`}>
                  {standing(goal, now, locale)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <p
        className={`m-0 min-h-6 pl-5 text-sm font-semibold ${isMet && isOwnWork ? 'text-good' : 'text-ink-2'}`}
      >
        {verdict}
      </p>
    </div>
  );
}

function standing(goal: TaskView['goals'][number], now: GoalProgress | undefined, locale: Locale): string {
  const words = modelWords(locale);
  if (!now) return goal.forSeconds > 0 ? `– ${fill(words.keepFor, { need: goal.forSeconds })}` : '';
  if (now.met) return `– ${words.met}`;
  if (now.holds)
    return `– ${fill(words.holding, { held: Math.floor(now.heldMs / 1000), need: goal.forSeconds })}`;
  return `– ${words.notYet}: ${fill(goal.unmet, { actual: inWords(now.actual) })}`;
}

/** A measure as a reader would say it: at most one digit after the point, shares with two. */
function inWords(actual: unknown): string {
  if (actual === undefined || actual === null) return '–';
  if (typeof actual !== 'number' || Number.isInteger(actual)) return String(actual);
  return actual < 1 ? actual.toFixed(2) : actual.toFixed(actual < 10 ? 1 : 0);
}
