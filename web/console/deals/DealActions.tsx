import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { useCounts } from '../../kit/deals/useCounts.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog, Drawer } from '../../ui/Dialog.tsx';
import { Ellipsis } from '../../ui/icons.ts';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast.ts';
import { EditForm } from './EditForm.tsx';
import { AnswerForm, ExtendForm, RecallForm } from './forms.tsx';
import { LinkForm } from './LinkForm.tsx';
import { LoseForm } from './LoseForm.tsx';

type Props = { deal: DealDetail };
type Panel = 'answer' | 'extend' | 'recall' | 'lose' | 'link' | 'edit';

/** What the reseller can do to its deal: the next step as a button, the rest in a menu. */
export function DealActions({ deal }: Props) {
  const { t } = useLingui();
  const [panel, setPanel] = useState<Panel | null>(null);
  const { can } = deal;
  if (!Object.values(can).includes(true)) return null;
  return (
    <>
      {can.edit === true && (
        <Button onClick={() => setPanel('edit')}>
          <Trans>Edit</Trans>
        </Button>
      )}
      <NextButton deal={deal} open={setPanel} />
      <Menu trigger={<IconButton icon={Ellipsis} label={t`More`} />}>
        <MenuItem disabled={unless(can.link)} onClick={() => setPanel('link')}>
          {deal.customer ? t`Link to another customer` : t`Link to a customer`}
        </MenuItem>
        {can.extend === true && (
          <MenuItem onClick={() => setPanel('extend')}>{t`Extend the protection`}</MenuItem>
        )}
        {can.recall === true && <MenuItem onClick={() => setPanel('recall')}>{t`Recall`}</MenuItem>}
        <MenuLine />
        <MenuItem danger disabled={unless(can.lose)} onClick={() => setPanel('lose')}>{t`Lost`}</MenuItem>
      </Menu>
      <Panels deal={deal} panel={panel} close={() => setPanel(null)} />
    </>
  );
}

function NextButton({ deal, open }: Props & { open: (panel: Panel) => void }) {
  const { t } = useLingui();
  const { can } = deal;
  const register = useStep(deal, 'register', t`The deal is with the vendor`);
  const win = useStep(deal, 'win', t`Won`);
  const answer = can.resubmit === true;
  return (
    <>
      {can.win === true && (
        <Button
          variant={can.register === true || answer ? 'secondary' : 'primary'}
          busy={win.busy}
          onClick={() => void win.press({ title: t`Won this deal?`, action: t`Mark as won` })}
        >
          <Trans>Mark as won</Trans>
        </Button>
      )}
      {can.register === true && (
        <Button variant="primary" busy={register.busy} onClick={() => void register.press()}>
          <Trans>Register the deal</Trans>
        </Button>
      )}
      {answer && (
        <Button variant="primary" onClick={() => open('answer')}>
          <Trans>Answer</Trans>
        </Button>
      )}
    </>
  );
}

function useStep(deal: DealDetail, verb: 'register' | 'win', done: string) {
  const register = $api.useMutation('post', '/v1/deals/deals/{id}/register');
  const win = $api.useMutation('post', '/v1/deals/deals/{id}/win');
  const params = { path: { id: deal.id } };
  const press = async (question?: { title: string; action: string }) => {
    if (question && !(await confirm(question))) return;
    if (verb === 'register') await register.mutateAsync({ params, body: {} });
    else await win.mutateAsync({ params, body: { note: null } });
    toast.good(done);
  };
  return { press, busy: register.isPending || win.isPending };
}

function Panels({ deal, panel, close }: Props & { panel: Panel | null; close: () => void }) {
  const { t } = useLingui();
  const { extensionsLeft } = useCounts();
  const forms: Record<Exclude<Panel, 'edit'>, [title: string, about: string, form: ReactNode]> = {
    answer: [
      t`Answer the vendor`,
      t`Correct the deal first if something in it has changed.`,
      <AnswerForm key="answer" deal={deal} onDone={close} />,
    ],
    extend: [
      t`Extend the protection?`,
      extensionsLeft(deal.extensions_left),
      <ExtendForm key="extend" deal={deal} onDone={close} />,
    ],
    recall: [
      t`Recall this deal?`,
      t`The vendor need not decide; you can register it again.`,
      <RecallForm key="recall" deal={deal} onDone={close} />,
    ],
    lose: [
      t`Lost this deal?`,
      t`It closes, and its protection ends.`,
      <LoseForm key="lose" deal={deal} onDone={close} />,
    ],
    link: [
      t`Link to a customer`,
      t`The incentive of a registered deal holds for this customer’s orders.`,
      <LinkForm key="link" deal={deal} onDone={close} />,
    ],
  };
  const [title, about, form] = panel && panel !== 'edit' ? forms[panel] : ['', '', null];
  return (
    <>
      <Dialog
        open={form !== null}
        onOpenChange={(open) => !open && close()}
        title={title}
        description={about}
      >
        {form}
      </Dialog>
      <Drawer
        size="lg"
        open={panel === 'edit'}
        onOpenChange={(open) => !open && close()}
        title={t`Edit the deal`}
      >
        {panel === 'edit' && <EditForm deal={deal} onDone={close} />}
      </Drawer>
    </>
  );
}
