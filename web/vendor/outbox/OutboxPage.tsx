import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
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
  const { demo } = useSession();
  const [open, setOpen] = useState<Letter | null>(null);
  return (
    <Page
      title={t`Outbox`}
      description={
        demo
          ? t`Letters in the program’s name. This is a demo: they are kept here and not sent.`
          : t`Letters sent in the program’s name, as they were sent.`
      }
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
  const { demo } = useSession();
  // A demo sends nothing: no letter of it is ever on its way.
  const queued = demo ? t`Kept here` : t`On its way`;
  const states: Record<Letter['state'], string> = { queued, sent: t`Sent`, failed: t`Failed` };
  return [
    {
      id: 'subject',
      header: t`Subject`,
      cell: ({ subject, language }) => (
        <span className="flex sm:max-w-120">
          <bdi dir={language === 'ar' ? 'rtl' : 'ltr'} className="min-w-0 truncate">
            {subject}
          </bdi>
        </span>
      ),
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
          <Badge dot tone={state === 'queued' && demo ? 'neutral' : tones[state]}>
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
