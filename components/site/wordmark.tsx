/** The name with its sign: a control loop that comes back to where it began. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="text-accent"
      >
        <path d="M4 12a8 8 0 0 1 14.2-5" />
        <path d="M20 12a8 8 0 0 1-14.2 5" />
        <path d="M18.600 2.600v4.600h-4.600" />
        <path d="M5.400 21.400v-4.600h4.600" />
      </svg>
      Reconcile
    </span>
  );
}
