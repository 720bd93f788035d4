import { Trans, useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { TargetName } from '../../kit/catalogue/TargetName.tsx';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Megaphone } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { EndButton } from './EndButton.tsx';
import { NewPromotionButton } from './NewPromotionButton.tsx';
import { phaseOf } from './phases.ts';

export type Promotion = Item<'/v1/catalog/promotions'>;

/** Discounts for a while, for all resellers or for those on one plan. */
export default function PromotionsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Promotions`}
      description={<Trans>Discounts for a while. Of several that reach a line, the best one counts.</Trans>}
      actions={<NewPromotionButton />}
    >
      <DataTable<Promotion>
        caption={t`Promotions`}
        from="/v1/catalog/promotions"
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowActions={(promotion) => <EndButton promotion={promotion} />}
        defaultSort="-valid_from"
        search={t`Code`}
        empty={
          <Empty icon={Megaphone} title={t`No promotions yet`}>
            {t`One that begins tomorrow or later can be added at any time.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Promotion>[] {
  const { t } = useLingui();
  const { text, date, number, percent } = useFormat();
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ name, code }) => (
        <>
          <bdi className="block">{text(name)}</bdi>
          <bdi className="figures block text-sm text-muted">{code}</bdi>
        </>
      ),
    },
    { id: 'rate', header: t`Discount`, numeric: true, cell: ({ rate }) => <bdi>{percent(rate)}</bdi> },
    { id: 'covers', header: t`Covers`, cell: (promotion) => <TargetName target={promotion} /> },
    {
      id: 'from_quantity',
      header: t`From units`,
      numeric: true,
      cell: ({ from_quantity }) => number(from_quantity),
    },
    { id: 'valid_from', header: t`From`, sort: true, cell: ({ valid_from }) => date(valid_from) },
    { id: 'valid_to', header: t`Until`, cell: ({ valid_to }) => date(valid_to) },
    { id: 'state', header: t`State`, cell: (promotion) => <Phase promotion={promotion} /> },
  ];
}

function Phase({ promotion }: { promotion: Promotion }) {
  const { t } = useLingui();
  const phase = phaseOf(promotion, useToday());
  const words = { coming: t`Coming`, running: t`In force`, over: t`Over` };
  const tones = { coming: 'info', running: 'good', over: 'neutral' } as const;
  return <Badge tone={tones[phase]}>{words[phase]}</Badge>;
}
