import type { ButtonHTMLAttributes } from 'react';

const looks = {
  primary: 'bg-accent text-on-accent border-accent hover:brightness-110',
  plain: 'bg-raised text-ink border-rule-strong hover:border-ink',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:text-ink hover:bg-sunken',
} as const;

/** A button in one of three looks, at least 44 px high where a finger would use it (`size="touch"`) and 32 px elsewhere. */
export function Button({
  look = 'plain',
  size = 'touch',
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof looks; size?: 'touch' | 'small' }) {
  const box = size === 'touch' ? 'min-h-11 px-4' : 'min-h-8 px-2.5 text-sm';
  return (
    <button
      type="button"
      className={`inline-flex items-center justify-center gap-2 rounded-box border font-semibold disabled:opacity-50 ${box} ${looks[look]} ${className}`}
      {...rest}
    />
  );
}
