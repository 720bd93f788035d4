import { useLingui } from '@lingui/react/macro';
import { unless } from '../../kit/can.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { FileText, Plus } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { QuoteState } from './QuoteState.tsx';
import { type Quote, useQuoteStates } from './words.ts';

/** Every quote of the reseller. */
export default function QuotesPage() {
  const { t } = useLingui();
  const { states } = useQuoteStates();
  return (
    <Page
      title={t`Quotes`}
      description={t`What you have offered, to customers and to those who are to become customers.`}
      width="wide"
      actions={<NewButton />}
    >
      <DataTable<Quote>
        caption={t`Quotes`}
        from="/v1/orders/quotes"
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowTo={({ id }) => path(paths.console.quote, { quoteId: id })}
        search={t`Search by number, prospect or contact`}
        filters={[
          {
            key: 'state',
            label: t`State`,
            options: Object.entries(states).map(([value, label]) => ({ value, label })),
          },
        ]}
        defaultSort="-created_at"
        empty={
          <Empty icon={FileText} title={t`No quotes yet`} action={<NewButton />}>
            {t`Put products and your own services together, and let your customer accept by a link.`}
          </Empty>
        }
      />
    </Page>
  );
}

function NewButton() {
  const { t } = useLingui();
  const may = useCan('quote.edit');
  if (may !== true)
    return (
      <Button variant="primary" icon={Plus} disabled={unless(may)}>
        {t`New quote`}
      </Button>
    );
  return (
    <ButtonLink variant="primary" icon={Plus} to={paths.console.newQuote}>
      {t`New quote`}
    </ButtonLink>
  );
}

function useColumns(): Column<Quote>[] {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  return [
    { id: 'number', header: t`Number`, cell: ({ number }) => <bdi className="figures">{number}</bdi> },
    { id: 'customer', header: t`Customer`, cell: ({ customer_name }) => <bdi>{customer_name}</bdi> },
    { id: 'contact', header: t`Contact`, cell: ({ contact_name }) => <bdi>{contact_name}</bdi> },
    { id: 'state', header: t`State`, phone: 'aside', cell: ({ state }) => <QuoteState state={state} /> },
    {
      id: 'version',
      header: t`Version`,
      numeric: true,
      phone: 'hide',
      cell: ({ version }) => version || null,
    },
    {
      id: 'valid_until',
      header: t`Valid until`,
      cell: ({ valid_until }) => valid_until && date(valid_until),
    },
    { id: 'created_at', header: t`Begun`, sort: true, cell: ({ created_at }) => instant(created_at) },
  ];
}
