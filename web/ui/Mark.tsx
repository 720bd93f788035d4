/** Caravan's mark: a moon over two dunes. */
export function Mark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2a428d" />
      <circle cx="22.5" cy="9.5" r="3" fill="#f6deb0" />
      <path
        d="M0 23.500C4.500 15 7.500 12 11 12c4.200 0 5.800 5 9 5 2.600 0 5-2 12-5.500V24a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z"
        fill="#e8d6b3"
      />
      <path
        d="M0 25.500c6-4.500 10-5.500 14.500-4s8.500 1.500 17.500-3V24a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z"
        fill="#cfae79"
      />
    </svg>
  );
}
