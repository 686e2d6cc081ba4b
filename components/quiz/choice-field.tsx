import { useId } from 'react';
import { type FieldProps, groundOf, inOrder } from './field';
import { Mark } from './mark';
import { RichText } from './rich-text';

interface Choices {
  readonly type: 'single' | 'multiple' | 'predict';
  readonly choices: readonly { readonly id: string; readonly html: string }[];
}

/** Radio buttons, or checkboxes where several choices may be right. */
export function ChoiceField({ view, arranged, marks, locale }: FieldProps<Choices>) {
  const name = useId();
  return (
    <div className="divide-y divide-rule border-y border-rule">
      {inOrder(view.choices, arranged).map(({ id, html }) => {
        const isRight = marks?.get(id);
        return (
          <label
            key={id}
            className={`flex min-h-11 items-baseline gap-3 px-3 py-2.5 ${marks ? groundOf(isRight) : 'cursor-pointer hover:bg-sunken has-checked:bg-accent-soft'}`}
          >
            <input
              type={view.type === 'multiple' ? 'checkbox' : 'radio'}
              name={name}
              value={id}
              className="relative top-[0.15em] size-4 shrink-0"
            />
            <RichText html={html} className="min-w-0 grow" />
            {isRight !== undefined && <Mark isRight={isRight} locale={locale} />}
          </label>
        );
      })}
    </div>
  );
}
