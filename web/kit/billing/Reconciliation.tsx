import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { buttonClass } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { DialogButton } from '../form/DialogButton.tsx';
import { useToday } from '../useToday.ts';

/** Every line of the documents of some days as one file, to hold against one's own records. */
export function Reconciliation({ side }: { side: 'issued' | 'received' }) {
  const { t } = useLingui();
  return (
    <DialogButton
      icon={Download}
      label={t`Reconciliation file`}
      description={t`Every line that was invoiced in these days, with customer, domain, subscription, product, dates, price and tax: the columns you know from other distributors.`}
    >
      {(close) => <Days side={side} onDone={close} />}
    </DialogButton>
  );
}

function Days({ side, onDone }: { side: string; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [through, setThrough] = useState(today);
  const file = (format: string) =>
    `/v1/billing/reconciliation?${new URLSearchParams({ side, from, through, format }).toString()}`;
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <DateField label={t`Invoiced from`} value={from} max={through} onValueChange={setFrom} />
        <DateField label={t`Through`} value={through} min={from} max={today} onValueChange={setThrough} />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <OutLink plain download href={file('csv')} onClick={onDone} className={buttonClass({})}>
          CSV
        </OutLink>
        <OutLink
          plain
          download
          href={file('xlsx')}
          onClick={onDone}
          className={buttonClass({ variant: 'primary' })}
        >
          <Trans>Excel</Trans>
        </OutLink>
      </div>
    </div>
  );
}
