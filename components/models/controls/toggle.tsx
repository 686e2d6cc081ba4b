import { useId } from 'react';

/** A labelled native checkbox with a line that says what it does. */
export function Toggle({
  label,
  note,
  isOn,
  onChange,
}: {
  label: string;
  note: string;
  isOn: boolean;
  onChange?: ((isOn: boolean) => void) | undefined;
}) {
  const noteId = useId();
  return (
    <div className="text-sm leading-5">
      <label className="flex min-h-8 items-center gap-2 text-ink pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={isOn}
          disabled={!onChange}
          readOnly={!onChange}
          aria-describedby={noteId}
          onChange={onChange && ((event) => onChange(event.currentTarget.checked))}
          className="size-4.5"
        />
        {label}
      </label>
      <p id={noteId} className="m-0 pl-6.5 text-xs leading-4 text-ink-3">
        {note}
      </p>
    </div>
  );
}
