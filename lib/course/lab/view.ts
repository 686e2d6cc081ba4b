import type { Locale } from '../../i18n/locale';
import type { Claim } from '../../models/claim';
import { models } from '../../models/models';
import { inlineMarkdown } from '../quiz/inline-markdown';
import type { Lab, Scenario, Task } from '../schema/lab';

/** What the page needs of a scenario, in one language. `settings` are complete: the model's defaults with `start` laid over. */
export interface ScenarioView {
  readonly id: string;
  readonly title: string;
  readonly settings: unknown;
  readonly warmUpSeconds: number;
  readonly controls: readonly string[];
  readonly panels: readonly string[];
}

/** A task in one language; `text` and `hints` are HTML made at build time from `code` and **bold**. */
export interface TaskView {
  /** `architecture/monolith#calm-search` */
  readonly id: string;
  readonly text: string;
  readonly goals: readonly {
    readonly id: string;
    readonly text: string;
    readonly claim: Claim;
    readonly forSeconds: number;
    readonly unmet: string;
  }[];
  readonly hints: readonly string[];
  readonly solutions: Task['solutions'];
}

export function viewScenario(lab: Lab, scenario: Scenario, locale: Locale): ScenarioView {
  const { model } = models[lab.model];
  return {
    id: scenario.id,
    title: scenario.title[locale],
    settings: model.settle(model.defaults, scenario.start).settings,
    warmUpSeconds: scenario.warmUpSeconds,
    controls: scenario.controls,
    panels: scenario.panels,
  };
}

export function viewTask(lessonId: string, task: Task, locale: Locale): TaskView {
  return {
    id: `${lessonId}#${task.id}`,
    text: inlineMarkdown(task.text[locale]),
    goals: task.goals.map((goal) => ({
      id: goal.id,
      text: goal.text[locale],
      claim: goal.claim,
      forSeconds: goal.forSeconds,
      unmet: goal.unmet[locale],
    })),
    hints: task.hints.map((hint) => inlineMarkdown(hint[locale])),
    solutions: task.solutions,
  };
}
