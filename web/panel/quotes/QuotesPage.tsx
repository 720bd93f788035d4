import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { FileText } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { tones, useStates } from './words.ts';

type Quote = Item<'/v1/orders/received-quotes'>;

/** What the partner has offered the customer. */
export default function QuotesPage() {
  const { t } = useLingui();
  const may = useCan('quote.receive');
  const columns = useColumns();
  return (
    <Page title={t`Quotes`} description={t`What your partner has offered you.`} width="wide">
      {may === true ? (
        <DataTable<Quote>
          caption={t`Quotes`}
          from="/v1/orders/received-quotes"
          columns={columns}
          rowKey={({ id }) => id}
          rowTo={({ id }) => path(paths.panel.quote, { quoteId: id })}
          defaultSort="-created_at"
          empty={
            <Empty icon={FileText} title={t`No quotes yet`}>
              {t`What your partner offers you stands here, to be read and accepted.`}
            </Empty>
          }
        />
      ) : (
        <Empty icon={FileText} title={t`Not for your role`}>
          {may}
        </Empty>
      )}
    </Page>
  );
}

function useColumns(): Column<Quote>[] {
  const { t } = useLingui();
  const { date } = useFormat();
  const states = useStates();
  return [
    { id: 'number', header: t`Number`, cell: ({ number }) => <bdi className="figures">{number}</bdi> },
    { id: 'seller', header: t`From`, cell: ({ seller }) => <bdi>{seller.name}</bdi> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={tones[state]}>
          {states[state]}
        </Badge>
      ),
    },
    { id: 'version', header: t`Version`, numeric: true, phone: 'hide', cell: ({ version }) => version },
    {
      id: 'valid_until',
      header: t`Valid until`,
      cell: ({ valid_until }) => valid_until && date(valid_until),
    },
  ];
}
