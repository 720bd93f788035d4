import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Mail } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { LetterDrawer } from './LetterDrawer.tsx';

type Letter = Item<'/v1/identity/mails'>;

const tones: Record<Letter['state'], Tone> = { queued: 'info', sent: 'good', failed: 'bad' };

/** Every letter the program has sent, as it was sent. */
export default function OutboxPage() {
  const { t } = useLingui();
  const [open, setOpen] = useState<Letter | null>(null);
  return (
    <Page
      title={t`Outbox`}
      description={t`Letters sent in the program’s name, as they were sent.`}
      width="wide"
    >
      <DataTable<Letter>
        caption={t`Letters`}
        from="/v1/identity/mails"
        columns={useColumns()}
        rowKey={(letter) => letter.id}
        onRow={setOpen}
        search={t`Recipient or subject`}
        defaultSort="-recorded_at"
        empty={
          <Empty icon={Mail} title={t`No letter was sent yet`}>
            {t`Invitations, answers to applications and invoices stand here.`}
          </Empty>
        }
      />
      <LetterDrawer letter={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

function useColumns(): Column<Letter>[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const states: Record<Letter['state'], string> = { queued: t`On its way`, sent: t`Sent`, failed: t`Failed` };
  return [
    {
      id: 'subject',
      header: t`Subject`,
      cell: ({ subject }) => <bdi className="block max-w-120 truncate">{subject}</bdi>,
    },
    {
      id: 'recipient',
      header: t`To`,
      sort: true,
      cell: ({ recipient }) => <bdi className="wrap-anywhere">{recipient}</bdi>,
    },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state, failure }) => (
        <span title={failure ?? undefined}>
          <Badge dot tone={tones[state]}>
            {states[state]}
          </Badge>
        </span>
      ),
    },
    {
      id: 'language',
      header: t`Language`,
      hidden: true,
      phone: 'hide',
      cell: ({ language }) => (language === 'ar' ? 'العربية' : 'English'),
    },
    { id: 'recorded_at', header: t`Written`, sort: true, cell: ({ recorded_at }) => instant(recorded_at) },
  ];
}
