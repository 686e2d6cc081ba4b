import { useId } from 'react';

/** A labelled native slider whose value stands beside it in words. Without `onChange` it is drawn but disabled. */
export function Slider({
  label,
  value,
  inWords,
  min,
  max,
  step,
  onChange,
}: {
  label: string;
  value: number;
  inWords: string;
  min: number;
  max: number;
  step: number;
  onChange?: ((value: number) => void) | undefined;
}) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 text-sm leading-5">
      <label htmlFor={id} className="text-ink">
        {label}
      </label>
      <span aria-hidden="true" className="font-mono text-sm tabular-nums text-ink">
        {inWords}
      </span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={inWords}
        disabled={!onChange}
        readOnly={!onChange}
        onChange={onChange && ((event) => onChange(event.currentTarget.valueAsNumber))}
        className="col-span-2 m-0 h-6 w-full min-w-0 touch-pan-y pointer-coarse:h-9"
      />
    </div>
  );
}
