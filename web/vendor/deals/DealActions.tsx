import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { unless } from '../../kit/can.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Ellipsis } from '../../ui/icons.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { AskChoiceForm, RecordChoiceForm } from './choiceForms.tsx';
import { ApproveForm, AskForm, DeclineForm, ExtendForm } from './forms.tsx';

type Props = { deal: DealDetail };
type Panel = 'approve' | 'ask' | 'decline' | 'extend' | 'record' | 'link';

/** The decision on a deal, and what may become of it later. */
export function DealActions({ deal }: Props) {
  const { t } = useLingui();
  const [panel, setPanel] = useState<Panel | null>(null);
  const { can, state } = deal;
  if (state === 'won' || state === 'lost') return null;
  const decide = state === 'submitted';
  return (
    <>
      {decide && (
        <>
          <Button disabled={unless(can.decline)} onClick={() => setPanel('decline')}>
            <Trans>Decline</Trans>
          </Button>
          <Button disabled={unless(can.return)} onClick={() => setPanel('ask')}>
            <Trans>Ask for more</Trans>
          </Button>
          <Button variant="primary" disabled={unless(can.approve)} onClick={() => setPanel('approve')}>
            <Trans>Approve</Trans>
          </Button>
        </>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={t`More`} />}>
        {can.extend === true && (
          <MenuItem onClick={() => setPanel('extend')}>{t`Extend the protection`}</MenuItem>
        )}
        <MenuItem disabled={unless(can.record_choice)} onClick={() => setPanel('link')}>
          {t`Ask the customer for its choice`}
        </MenuItem>
        <MenuItem disabled={unless(can.record_choice)} onClick={() => setPanel('record')}>
          {t`Record the customer’s choice`}
        </MenuItem>
      </Menu>
      <Panels deal={deal} panel={panel} close={() => setPanel(null)} />
    </>
  );
}

function Panels({ deal, panel, close }: Props & { panel: Panel | null; close: () => void }) {
  const { t } = useLingui();
  const props = { deal, onDone: close };
  const forms: Record<Panel, [title: string, about: string, form: ReactNode]> = {
    approve: [
      t`Approve this deal?`,
      t`It is protected from today on: nobody here helps another partner to win it.`,
      <ApproveForm key="approve" {...props} />,
    ],
    ask: [
      t`Ask for more`,
      t`The reseller reads this in a letter; the clock stops until it answers.`,
      <AskForm key="ask" {...props} />,
    ],
    decline: [
      t`Decline this deal?`,
      t`The reseller may sell to the customer all the same. It reads your reason: name no other reseller in it.`,
      <DeclineForm key="decline" {...props} />,
    ],
    extend: [
      t`Extend the protection?`,
      t`The reseller is told by letter.`,
      <ExtendForm key="extend" {...props} />,
    ],
    link: [
      t`Ask the customer for its choice`,
      t`It gets a link that works once. When it signs, this deal ends.`,
      <AskChoiceForm key="link" {...props} />,
    ],
    record: [
      t`Record the customer’s choice`,
      t`For what you have in writing. This deal ends at once, whoever objects.`,
      <RecordChoiceForm key="record" {...props} />,
    ],
  };
  const [title, about, form] = panel ? forms[panel] : ['', '', null];
  return (
    <Dialog open={form !== null} onOpenChange={(open) => !open && close()} title={title} description={about}>
      {form}
    </Dialog>
  );
}
