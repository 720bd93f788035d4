import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import type { MoneyValue } from '../../format.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { Landmark } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Money } from '../../ui/Money.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { CardPayment, type Payable } from './CardPayment.tsx';
import { Way } from './Way.tsx';

type Props = {
  seller: { id: string; name: string };
  amount: MoneyValue;
  reference: string | null;
  payable: Payable;
  /** Whether the reader may pay: true, or why not. */
  can: true | string;
};

/** The two ways to pay what is open: a bank transfer with its reference, or a card. */
export function HowToPay({ seller, amount, reference, payable, can }: Props) {
  const { t } = useLingui();
  return (
    <Card title={t`How to pay`}>
      <div className="grid gap-8 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Way
          icon={<Landmark className="size-4.5" strokeWidth={1.75} aria-hidden />}
          title={t`By bank transfer`}
        >
          <Transfer seller={seller} amount={amount} reference={reference} />
        </Way>
        <CardPayment payable={payable} amount={amount} can={can} />
      </div>
    </Card>
  );
}

function Transfer({ seller, amount, reference }: Pick<Props, 'seller' | 'amount' | 'reference'>) {
  const { t } = useLingui();
  const params = { path: { id: seller.id } };
  const bank = $api.useQuery(
    'get',
    '/v1/identity/organizations/{id}',
    { params },
    { staleTime: 300_000 },
  ).data;
  if (!bank) return <SkeletonText lines={5} />;
  if (!bank.iban)
    return (
      <p className="text-muted">
        <Trans>
          <bdi>{seller.name}</bdi> has not said to which bank account. Ask them, and name the reference below.
        </Trans>{' '}
        {reference && <CopyText text={reference} />}
      </p>
    );
  return (
    <KeyValues
      facts={[
        { label: t`Amount`, value: <Money value={amount} className="font-medium" /> },
        { label: t`Beneficiary`, value: <bdi>{bank.name}</bdi> },
        { label: t`IBAN`, value: <CopyText text={spaced(String(bank.iban))} label={t`Copy the IBAN`} /> },
        { label: t`Bank`, value: <bdi>{[bank.bank_name, bank.bic].filter(Boolean).join(' · ')}</bdi> },
        {
          label: t`Reference`,
          value: reference && <CopyText text={reference} label={t`Copy the reference`} />,
        },
      ]}
    />
  );
}

/** Groups of four, as IBANs are read out. */
function spaced(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
