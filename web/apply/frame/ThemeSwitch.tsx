import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { chooseTheme, currentTheme, type Theme } from '../../kit/preferences.ts';
import { cx } from '../../ui/cx.ts';
import { Monitor, Moon, Sun } from '../../ui/icons.ts';

/** Light, dark or as the system, for this browser. */
export function ThemeSwitch() {
  const { t } = useLingui();
  const [theme, setTheme] = useState(currentTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  const options = [
    { value: 'system', label: t`As the system`, icon: Monitor },
    { value: 'light', label: t`Light`, icon: Sun },
    { value: 'dark', label: t`Dark`, icon: Moon },
  ] as const;
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">{t`Theme`}</legend>
      {options.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={theme === value}
          onClick={() => choose(value)}
          className={cx(
            'flex size-7 items-center justify-center rounded-full',
            theme === value ? 'bg-pressed text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <Icon className="size-3.5" strokeWidth={1.75} aria-hidden />
        </button>
      ))}
    </fieldset>
  );
}
