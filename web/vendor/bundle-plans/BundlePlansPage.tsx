import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Layers } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { NewPlanButton } from './NewPlanButton.tsx';
import { useTierWords } from './terms.ts';

type Plan = Item<'/v1/catalog/bundle-plans'>;

/** The discount schedules that resellers are put on. */
export default function BundlePlansPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Bundle plans`}
      description={t`What resellers pay less than the list price, product by product.`}
      actions={<NewPlanButton />}
    >
      <DataTable<Plan>
        caption={t`Bundle plans`}
        from="/v1/catalog/bundle-plans"
        columns={useColumns()}
        rowKey={(plan) => plan.id}
        rowTo={({ id }) => path(paths.office.bundlePlan, { bundlePlanId: id })}
        defaultSort="code"
        empty={
          <Empty icon={Layers} title={t`No bundle plans yet`}>
            {t`Without one, resellers buy at list price.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Plan>[] {
  const { t } = useLingui();
  const { text, date, number } = useFormat();
  const tiers = useTierWords();
  const current = ({ versions, current_version }: Plan) =>
    versions.find(({ version }) => version === current_version);
  return [
    { id: 'code', header: t`Name`, sort: true, cell: ({ name }) => <bdi>{text(name)}</bdi> },
    {
      id: 'version',
      header: t`Version in force`,
      numeric: true,
      cell: ({ current_version }) => current_version !== null && number(current_version),
    },
    {
      id: 'since',
      header: t`Since`,
      cell: (plan) => {
        const version = current(plan);
        return version && date(version.valid_from);
      },
    },
    {
      id: 'tier',
      header: t`Open to`,
      cell: (plan) => {
        const asked = current(plan)?.entry_tier;
        const tier = asked && tiers[asked];
        return tier ? t`${tier} and above` : t`Any tier`;
      },
    },
    {
      id: 'next',
      header: t`Next`,
      cell: ({ versions, current_version }) => {
        const next = versions.find(({ version }) => version > (current_version ?? 0));
        return next ? date(next.valid_from) : <span className="text-faint">—</span>;
      },
    },
  ];
}
