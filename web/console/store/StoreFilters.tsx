import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { useFamilies } from '../../kit/prices/words.ts';
import { cx } from '../../ui/cx.ts';
import { Search } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Asked } from './StorePage.tsx';

type Props = { asked: Asked; ask: (next: Asked) => void };

/** The families as a row of choices. */
export function FamilyChoice({ asked, ask }: Props) {
  const { t } = useLingui();
  const { text } = useFormat();
  const families = [{ id: '', name: null }, ...useFamilies()];
  return (
    <fieldset className="flex min-h-8 flex-wrap gap-1.5">
      <legend className="sr-only">{t`Families of products`}</legend>
      {families.map(({ id, name }) => (
        <Choice
          key={id}
          chosen={(asked.family ?? '') === id}
          onChoose={() => ask({ family: id || undefined })}
        >
          {name ? text(name) : t`All`}
        </Choice>
      ))}
    </fieldset>
  );
}

function Choice({ chosen, onChoose, children }: { chosen: boolean; onChoose: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={cx(
        'h-8 rounded-full px-3.5 font-medium transition-colors',
        chosen ? 'bg-ink text-canvas' : 'bg-hover text-muted hover:bg-pressed hover:text-ink',
      )}
    >
      {children}
    </button>
  );
}

/** To whom and where it is to be sold, and what stands on its own or is added. */
export function SaleChoice({ asked, ask }: Props) {
  const { t } = useLingui();
  const { country } = useFormat();
  const { kinds, segments } = useProductWords();
  const options = (words: Record<string, string>, all: string) => [
    { value: 'all', label: all },
    ...Object.entries(words).map(([value, label]) => ({ value, label })),
  ];
  const pick = (key: 'kind' | 'segment' | 'country') => ({
    value: asked[key] ?? 'all',
    onValueChange: (next: string) => ask({ [key]: next === 'all' ? undefined : next }),
  });
  return (
    <div className="grid gap-3 sm:max-w-2xl sm:grid-cols-3">
      <Select label={t`Kind`} options={options(kinds, t`All kinds`)} {...pick('kind')} />
      <Select label={t`Sold to`} options={options(segments, t`Everyone`)} {...pick('segment')} />
      <Select
        label={t`Sold in`}
        options={options(
          Object.fromEntries(COUNTRIES.map((code) => [code, country(code)])),
          t`Every country`,
        )}
        {...pick('country')}
      />
    </div>
  );
}

/** The countries of the Gulf, where the program sells. */
const COUNTRIES = ['SA', 'AE', 'BH', 'KW', 'OM', 'QA'];

/** A search over names and codes; asks a quarter of a second after the last letter. */
export function StoreSearch({ asked, ask }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState(asked.q ?? '');
  useEffect(() => setWords(asked.q ?? ''), [asked.q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (words === (asked.q ?? '')) return;
    const timer = setTimeout(() => ask({ q: words || undefined }), 250);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <label className="relative flex w-full items-center sm:w-72">
      <span className="sr-only">{t`Search the store`}</span>
      <Search
        className="pointer-events-none absolute start-2.5 size-4 text-faint"
        strokeWidth={1.75}
        aria-hidden
      />
      <input
        type="search"
        value={words}
        placeholder={t`Search the store`}
        onChange={(event) => setWords(event.target.value)}
        className="page-start h-9 w-full rounded-md border border-line-strong bg-surface ps-8.5 pe-3 text-base focus-visible:border-accent-text focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text/25 max-sm:text-lg"
      />
    </label>
  );
}
