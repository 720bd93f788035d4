import { cx } from './cx.ts';

/** The course of one figure, in the height of a line. Time runs left to right in every language, as on charts there. */
export function Sparkline({
  values,
  label,
  className,
}: {
  values: readonly number[];
  label: string;
  className?: string;
}) {
  const top = Math.max(...values, 1);
  const low = Math.min(...values, 0);
  const point = (value: number, index: number) =>
    `${((index / Math.max(values.length - 1, 1)) * 100).toFixed(2)},${(29 - ((value - low) / (top - low || 1)) * 26).toFixed(2)}`;
  const line = values.map(point).join(' ');
  return (
    <svg
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={cx('h-8 w-full', className)}
    >
      <polygon points={`0,32 ${line} 100,32`} className="fill-accent-soft" />
      <polyline
        points={line}
        fill="none"
        className="stroke-accent-text"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

export type Bar = {
  label: string;
  value: number /** The figure in words, for the hint and for screen readers. */;
  text: string;
};

/** Months side by side. The last one is the present and stands out. */
export function Bars({
  bars,
  label,
  className,
}: {
  bars: readonly Bar[];
  label: string;
  className?: string;
}) {
  const top = Math.max(...bars.map((bar) => bar.value), 1);
  return (
    <figure dir="ltr" className={cx('flex h-40 flex-col', className)}>
      <figcaption className="sr-only">{label}</figcaption>
      <ul className="flex min-h-0 grow gap-1.5">
        {bars.map((bar, index) => (
          <li
            key={bar.label}
            title={`${bar.label}: ${bar.text}`}
            className="group flex h-full min-w-0 flex-1 flex-col gap-1.5"
          >
            <span className="sr-only">{`${bar.label}: ${bar.text}`}</span>
            <span aria-hidden="true" className="flex min-h-0 grow items-end">
              <span
                style={{ height: `${Math.max((bar.value / top) * 100, 1)}%` }}
                className={cx(
                  'block w-full rounded-t-sm transition-colors group-hover:bg-accent-text',
                  index === bars.length - 1 ? 'bg-accent' : 'bg-accent-text/25',
                )}
              />
            </span>
            <span aria-hidden="true" className="truncate text-center text-xs text-faint">
              {bar.label}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** One share of a whole, in the height of a line: stock used, hours spent. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const share = max > 0 ? Math.min(value / max, 1) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn the same way in every browser
    <span
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      className="block h-1.5 w-full min-w-16 overflow-hidden rounded-full bg-pressed"
    >
      <span
        className={cx('block h-full rounded-full', share > 0.9 ? 'bg-warn-solid' : 'bg-accent-text')}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
