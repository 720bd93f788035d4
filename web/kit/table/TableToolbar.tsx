import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactTable } from '@tanstack/react-table';
import { type ReactNode, useEffect, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { ChevronDown, Columns3, Download, Search, X } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuCheck, MenuChoices, MenuGroup } from '../../ui/Menu.tsx';
import type { features } from './columns.ts';
import type { Filter } from './DataTable.tsx';
import type { TableControl } from './state.ts';

type Props<Row extends object> = {
  table: ReactTable<typeof features, Row>;
  control: TableControl;
  search?: string;
  filters?: readonly Filter[];
  csvHref: string | undefined;
  toolbar?: ReactNode;
  phone: boolean;
};

/** Above the rows: search, filters, and at the end columns and the file. Not there when there is nothing in it. */
export function TableToolbar<Row extends object>({
  table,
  control,
  search,
  filters = [],
  csvHref,
  toolbar,
  phone,
}: Props<Row>) {
  const { t } = useLingui();
  const choosable = table.getAllLeafColumns().filter((column) => column.getCanHide());
  const quiet = !search && filters.length === 0 && !csvHref && !toolbar;
  if (quiet) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
      {search && <TableSearch placeholder={search} control={control} />}
      {filters.map((filter) => (
        <FilterChip key={filter.key} filter={filter} control={control} />
      ))}
      <div className="ms-auto flex items-center gap-1">
        {toolbar}
        {!phone && choosable.length > 1 && (
          <Menu trigger={<IconButton icon={Columns3} label={t`Choose columns`} />}>
            <MenuGroup label={<Trans>Columns</Trans>}>
              {choosable.map((column) => (
                <MenuCheck
                  key={column.id}
                  checked={column.getIsVisible()}
                  onCheckedChange={(shown) => column.toggleVisibility(shown)}
                >
                  {String(column.columnDef.header)}
                </MenuCheck>
              ))}
            </MenuGroup>
          </Menu>
        )}
        {csvHref && <CsvLink href={csvHref} />}
      </div>
    </div>
  );
}

function CsvLink({ href }: { href: string }) {
  const { t } = useLingui();
  return (
    <OutLink
      plain
      download
      href={href}
      title={t`Download as CSV`}
      aria-label={t`Download as CSV`}
      className="inline-flex size-9 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <Download className="size-4" strokeWidth={1.75} aria-hidden />
    </OutLink>
  );
}

/** Asks a quarter of a second after the last letter. */
function TableSearch({ placeholder, control }: { placeholder: string; control: TableControl }) {
  const asked = control.state.q ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => control.change({ q: text }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label className="relative flex w-full items-center sm:w-64">
      <span className="sr-only">{placeholder}</span>
      <Search
        className="pointer-events-none absolute start-2.5 size-4 text-faint"
        strokeWidth={1.75}
        aria-hidden
      />
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        className="page-start h-9 w-full rounded-md border border-line-strong bg-surface ps-8.5 pe-3 text-base focus-visible:border-accent-text focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text/25 max-sm:text-lg"
      />
    </label>
  );
}

function FilterChip({ filter, control }: { filter: Filter; control: TableControl }) {
  const { t } = useLingui();
  const value = control.state.filters[filter.key] ?? '';
  const chosen = filter.options.find((option) => option.value === value);
  const choose = (next: string) => control.change({ filters: { [filter.key]: next } });
  const label = filter.label;
  return (
    <span
      className={cx(
        'inline-flex h-9 items-center rounded-md border shadow-low',
        chosen
          ? 'border-accent-text/40 bg-accent-soft text-accent-text'
          : 'border-line-strong/80 bg-surface text-muted',
      )}
    >
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className={cx(
              'flex h-full items-center gap-1.5 rounded-md px-3 font-medium',
              chosen ? 'pe-1.5' : 'hover:bg-hover hover:text-ink',
            )}
          >
            {chosen ? `${label}: ${chosen.label}` : label}
            {!chosen && <ChevronDown className="size-3.5 text-faint" aria-hidden />}
          </button>
        }
      >
        <MenuChoices
          value={value}
          onValueChange={choose}
          options={[{ value: '', label: t`Any` }, ...filter.options]}
        />
      </Menu>
      {chosen && (
        <button
          type="button"
          aria-label={t`Clear the filter ${label}`}
          onClick={() => choose('')}
          className="me-1.5 flex size-6 items-center justify-center rounded-sm hover:bg-pressed"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </span>
  );
}
