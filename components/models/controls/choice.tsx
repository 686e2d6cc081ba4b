import { useId } from 'react';

/** A labelled native select. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange?: ((value: Value) => void) | undefined;
}) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3 text-sm leading-5">
      <label htmlFor={id} className="text-ink">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={!onChange}
        onChange={
          onChange &&
          ((event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen) onChange(chosen.value);
          })
        }
        className="min-h-8 w-[8.25rem] min-w-0 rounded-box border border-rule-strong bg-raised px-1.5 text-sm text-ink disabled:opacity-60 pointer-coarse:min-h-11"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
