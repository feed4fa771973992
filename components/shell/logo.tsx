/** A milestone with an envelope on it. */
export function Logo({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      <path d="M5 22V9.5a7 7 0 0 1 14 0V22z" fill="var(--accent)" />
      <path d="M8 10.5h8v6H8z" fill="none" stroke="var(--on-accent)" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="m8.4 11 3.6 3 3.6-3" fill="none" stroke="var(--on-accent)" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M3 22h18" stroke="var(--ink-3)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
