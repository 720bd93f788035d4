import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { confirm } from '../../kit/confirm.ts';
import { type Deal, useDealWords } from '../../kit/deals/words.ts';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Target } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { BoardColumns } from './BoardColumns.tsx';
import { type Column, columnOf } from './board.ts';
import { LoseForm } from './LoseForm.tsx';

/** The deals as a board: a column for each stage, and what was won or lost lately. */
export function DealBoard() {
  const { t } = useLingui();
  const { deals, placed, move, losing, stopLosing } = useMoves();
  if (deals.length === 0)
    return (
      <Card>
        <Empty
          icon={Target}
          title={t`No deals yet`}
          action={
            <ButtonLink variant="primary" to={paths.console.newDeal}>
              <Trans>New deal</Trans>
            </ButtonLink>
          }
        >
          {t`Write down what you are selling. Registered deals are protected and earn you an incentive.`}
        </Empty>
      </Card>
    );
  return (
    <>
      <BoardColumns deals={deals} placed={placed} onMove={(deal, to) => void move(deal, to)} />
      <Dialog
        open={losing !== null}
        onOpenChange={(open) => !open && stopLosing()}
        title={t`Lost this deal?`}
        description={losing && <bdi>{losing.name}</bdi>}
      >
        {losing && <LoseForm deal={losing} onDone={stopLosing} />}
      </Dialog>
    </>
  );
}

/** Moves a deal at once on the board, and tells the server; a refusal puts it back. */
function useMoves() {
  const { t } = useLingui();
  const { stages } = useDealWords();
  const deals = useBoardDeals();
  const [wanted, setWanted] = useState<Record<string, Column>>({});
  const [losing, setLosing] = useState<Deal | null>(null);
  const stage = $api.useMutation('post', '/v1/deals/deals/{id}/stage');
  const win = $api.useMutation('post', '/v1/deals/deals/{id}/win');
  const place = (id: string, column: Column | null) =>
    setWanted(({ [id]: _, ...rest }) => (column ? { ...rest, [id]: column } : rest));
  const move = async (deal: Deal, to: Column) => {
    if (to === columnOf(deal)) return;
    if (to === 'lost') return setLosing(deal);
    if (to === 'won' && !(await confirm(winQuestion(t`Won this deal?`, deal, t`Mark as won`)))) return;
    place(deal.id, to);
    const params = { path: { id: deal.id } };
    try {
      if (to === 'won') await win.mutateAsync({ params, body: { note: null } });
      else await stage.mutateAsync({ params, body: { stage: to } });
      toast.good(to === 'won' ? t`Won` : stages[to]);
    } catch {
      // The kit has told why; the card goes back.
      place(deal.id, null);
    }
  };
  // What the server has confirmed needs no placing any more.
  const open = deals.filter((deal) => wanted[deal.id] && wanted[deal.id] !== columnOf(deal));
  const placed = Object.fromEntries(open.map(({ id }) => [id, wanted[id] as Column]));
  return { deals, placed, move, losing, stopLosing: () => setLosing(null) };
}

function winQuestion(title: string, { name }: Deal, action: string) {
  return { title, description: <bdi>{name}</bdi>, action };
}

function useBoardDeals(): readonly Deal[] {
  const open = $api.useSuspenseQuery('get', '/v1/deals/deals', {
    params: { query: { phase: 'open', limit: 200, sort: 'closes_on' } },
  }).data.items;
  const closed = $api.useSuspenseQuery('get', '/v1/deals/deals', {
    params: { query: { phase: 'closed', limit: 20 } },
  }).data.items;
  return [...open, ...closed];
}
