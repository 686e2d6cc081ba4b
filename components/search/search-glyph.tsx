/** A magnifying glass in the weight of the other icons. */
export function SearchGlyph({ className = '' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      className={className}
    >
      <circle cx="8.500" cy="8.500" r="5" />
      <path d="m12.500 12.500 4.500 4.500" />
    </svg>
  );
}
