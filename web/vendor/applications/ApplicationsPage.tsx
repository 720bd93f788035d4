import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Inbox } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ApplicationState } from './ApplicationState.tsx';
import { type Application, useApplicationWords } from './words.ts';

/** The queue of businesses that want to become resellers. */
export default function ApplicationsPage() {
  const { t } = useLingui();
  const { states } = useApplicationWords();
  const { unverified: _, ...listed } = states;
  const options = Object.entries(listed).map(([value, label]) => ({ value, label }));
  return (
    <Page title={t`Applications`} description={t`Who wants to join the program.`} width="wide">
      <DataTable<Application>
        caption={t`Applications`}
        from="/v1/program/applications"
        columns={useColumns()}
        rowKey={(application) => application.id}
        rowTo={({ id }) => path(paths.office.application, { applicationId: id })}
        search={t`Company, contact or number`}
        filters={[{ key: 'state', label: t`State`, options }]}
        defaultSort="-applied_at"
        csv
        empty={
          <Empty icon={Inbox} title={t`Nobody has applied yet`}>
            {t`Applications stand here once the applicant has verified their e-mail address.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Application>[] {
  const { t } = useLingui();
  const { country, instant, number } = useFormat();
  return [
    { id: 'company', header: t`Company`, sort: true, cell: ({ company }) => <bdi>{company}</bdi> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => <ApplicationState state={state} />,
    },
    { id: 'country', header: t`Country`, sort: true, cell: (row) => country(row.country) },
    { id: 'contact', header: t`Contact`, cell: ({ contact_name }) => <bdi>{contact_name}</bdi> },
    {
      id: 'headcount',
      header: t`Employees`,
      numeric: true,
      phone: 'hide',
      cell: ({ headcount }) => headcount !== null && number(headcount),
    },
    { id: 'applied_at', header: t`Applied`, sort: true, cell: (row) => instant(row.applied_at) },
    {
      id: 'number',
      header: t`Number`,
      hidden: true,
      phone: 'hide',
      cell: (row) => <bdi className="figures">{row.number}</bdi>,
    },
  ];
}
