import { Trans, useLingui } from '@lingui/react/macro';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast.ts';

type Props = {
  verdict: 'open' | 'same' | 'distinct';
  busy: boolean;
  onJudge: (verdict: 'same' | 'distinct') => Promise<unknown>;
};

/** What a likeness was judged to be, and the other judgements it may have. */
export function Judge({ verdict, busy, onJudge }: Props) {
  const { t } = useLingui();
  const press = async (next: 'same' | 'distinct') => {
    await onJudge(next);
    toast.good(next === 'same' ? t`Kept as one customer` : t`Kept as two customers`);
  };
  return (
    <>
      {verdict !== 'open' && (
        <Badge tone={verdict === 'same' ? 'warn' : 'good'}>
          {verdict === 'same' ? t`One customer` : t`Two customers`}
        </Badge>
      )}
      {verdict !== 'same' && (
        <Button size="sm" busy={busy} onClick={() => void press('same')}>
          <Trans>It is one customer</Trans>
        </Button>
      )}
      {verdict !== 'distinct' && (
        <Button size="sm" busy={busy} onClick={() => void press('distinct')}>
          <Trans>They are two</Trans>
        </Button>
      )}
    </>
  );
}
