/** Three rows of dunes under a wide sky; a drawing, nothing to read. */
export function Dunes({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 1440 224" preserveAspectRatio="none" className={className} aria-hidden="true">
      <path
        d="M0 118c210-76 330-92 520-40s300 46 480-6 300-50 440-8v160H0z"
        className="fill-[light-dark(#f5ecda,#221d17)]"
      />
      <path
        d="M0 168c180-20 320-92 520-72s280 76 470 56 300-72 450-60v132H0z"
        className="fill-[light-dark(#efe2c8,#29231b)]"
      />
      <path
        d="M0 206c240-8 380-46 600-38s420 34 840-14v70H0z"
        className="fill-[light-dark(#e8d6b3,#322a1f)]"
      />
    </svg>
  );
}
