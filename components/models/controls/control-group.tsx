import type { ReactNode } from 'react';

/** Controls that belong together, under a quiet title. */
export function ControlGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="m-0 min-w-0 border-0 border-t border-rule p-0 pt-2 first:border-t-0 first:pt-0">
      <legend className="float-left mb-1.5 w-full p-0 text-xs font-semibold leading-4 text-ink-2">
        {title}
      </legend>
      <div className="clear-both grid grid-cols-1 gap-1.5">{children}</div>
    </fieldset>
  );
}
