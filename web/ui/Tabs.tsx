import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tab = {
  value: string;
  label: ReactNode /** A quiet figure after the label. */;
  count?: number;
  content: ReactNode;
};

/** Views of one thing. Uncontrolled unless `value` is given (keep it in the URL when people will share the link). */
export function Tabs(props: {
  tabs: readonly Tab[];
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}) {
  const { tabs, value, onValueChange, className } = props;
  const state = value === undefined ? { defaultValue: tabs[0]?.value } : { value };
  return (
    <Base.Root
      {...state}
      onValueChange={(next) => onValueChange?.(String(next))}
      className={cx('min-w-0', className)}
    >
      <Base.List className="relative flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cx(
              'flex h-10 shrink-0 items-center gap-2 rounded-t-sm text-base font-medium text-muted transition-colors hover:text-ink data-active:text-ink focus-visible:-outline-offset-2',
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="figures rounded-full bg-sunken px-1.5 text-xs text-muted">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
        {/* By its left side in both directions: the right one is wrong when the tabs scroll. */}
        <Base.Indicator className="absolute bottom-0 [left:var(--active-tab-left)] h-0.5 w-(--active-tab-width) rounded-full bg-accent-text transition-all duration-200 ease-calm" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-5 outline-none">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
