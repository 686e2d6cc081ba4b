/** Signs of the time controls, drawn on a grid of 12. They stand beside a word, so they say nothing themselves. */
function Icon({ d }: { d: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      fill="currentColor"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={d} />
    </svg>
  );
}

export const PlayIcon = () => <Icon d="M2 1l9 5-9 5z" />;
export const PauseIcon = () => <Icon d="M2 1h3v10H2zM7 1h3v10H7z" />;
export const StepIcon = () => <Icon d="M1 1h2v10H1zM4.5 1l7 5-7 5z" />;
export const SkipIcon = () => <Icon d="M0 1l5.5 5L0 11zM5.5 1L11 6l-5.5 5z" />;
export const ResetIcon = () => <Icon d="M6 1a5 5 0 1 1-4.9 4h1.6A3.5 3.5 0 1 0 6 2.5V5L2.2 2 6-1z" />;
