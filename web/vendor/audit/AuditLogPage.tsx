import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { ScrollText } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { EntryDrawer } from './EntryDrawer.tsx';
import { type AuditEntry, useAuditWords } from './words.ts';

/** Who did what in the program office. */
export default function AuditLogPage() {
  const { t } = useLingui();
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const { filters } = useAuditWords();
  return (
    <Page
      title={t`Audit log`}
      description={t`Who did what. Each entry seals the one before it, so nothing can be taken out unseen.`}
      width="wide"
    >
      <DataTable<AuditEntry>
        caption={t`Audit log`}
        from="/v1/identity/audit-entries"
        columns={useColumns()}
        rowKey={(entry) => entry.id}
        onRow={setOpen}
        search={t`Person, action or detail`}
        filters={[{ key: 'action', label: t`About`, options: filters }]}
        defaultSort="-recorded_at"
        csv
        empty={<Empty icon={ScrollText} title={t`Nothing was done yet`} />}
      />
      <EntryDrawer entry={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { action, nouns } = useAuditWords();
  return [
    { id: 'action', header: t`Action`, sort: true, cell: (entry) => action(entry) },
    {
      id: 'person',
      header: t`Who`,
      cell: ({ person_name }) => <bdi>{person_name ?? t`Caravan itself`}</bdi>,
    },
    {
      id: 'subject',
      header: t`About`,
      phone: 'hide',
      cell: ({ subject_kind }) => nouns[subject_kind],
    },
    {
      id: 'address',
      header: t`From the address`,
      hidden: true,
      phone: 'hide',
      cell: ({ address }) => <bdi className="figures">{address}</bdi>,
    },
    { id: 'recorded_at', header: t`When`, sort: true, cell: ({ recorded_at }) => instant(recorded_at) },
  ];
}
