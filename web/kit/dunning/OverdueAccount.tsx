import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Card, Section } from '../../ui/Card.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Statement } from '../billing/Statement.tsx';
import { Page } from '../Page.tsx';
import { AccountActions, EndPause } from './AccountActions.tsx';
import { Holds, Letters, OpenInvoices } from './AccountTables.tsx';
import { AgedState } from './Overdue.tsx';
import { Strip } from './Strip.tsx';
import type { OverdueAccount as Account } from './words.ts';

/** One account as its seller reminds it: what is open, what was sent when, its pause and its hold; and its statement. */
export function OverdueAccount({ invoiceTo }: { invoiceTo: (invoiceId: string) => string }) {
  const { t } = useLingui();
  const { accountId = '' } = useParams({ strict: false });
  const params = { path: { id: accountId } };
  const account = $api.useSuspenseQuery('get', '/v1/billing/overdue/{id}', { params }).data;
  const days_overdue = Math.max(0, ...account.invoices.map((invoice) => invoice.days_overdue));
  const number = account.account.number;
  return (
    <Page
      title={account.buyer.name}
      description={t`Account ${number}`}
      badge={<AgedState row={{ ...account, days_overdue }} />}
      actions={<AccountActions account={account} />}
      width="wide"
    >
      {account.hold && <HeldSince hold={account.hold} />}
      {account.pause && <PausedUntil account={account} pause={account.pause} />}
      <Figures account={account} />
      <OpenInvoices account={account} invoiceTo={invoiceTo} />
      <Letters account={account} />
      {account.holds.length > 0 && <Holds account={account} />}
      <Section title={t`Statement of account`}>
        <Statement buyerId={account.buyer.id} />
      </Section>
    </Page>
  );
}

function HeldSince({ hold }: { hold: NonNullable<Account['hold']> }) {
  const { instant } = useFormat();
  const since = instant(hold.since);
  return (
    <Strip tone="bad">
      <p>
        <span className="font-semibold">
          <Trans>New purchases are held since {since}.</Trans>
        </span>{' '}
        {hold.reason ? (
          <bdi>{hold.reason}</bdi>
        ) : (
          <Trans>They go on by themselves once what is overdue is paid. Running services continue.</Trans>
        )}
      </p>
    </Strip>
  );
}

function PausedUntil({ account, pause }: { account: Account; pause: NonNullable<Account['pause']> }) {
  const { date } = useFormat();
  const day = date(pause.resumes_on);
  return (
    <Strip tone="info">
      <p>
        <span className="font-semibold">
          <Trans>No letters before {day}.</Trans>
        </span>{' '}
        <bdi>{pause.reason}</bdi>
      </p>
      <EndPause account={account} />
    </Strip>
  );
}

function Figures({ account }: { account: Account }) {
  const { t } = useLingui();
  const figures = [
    { label: t`Overdue in all`, value: account.overdue },
    { label: t`All open`, value: account.open },
    { label: t`Credit that waits`, value: account.credit },
  ];
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="figures mt-0.5 text-xl font-semibold">
              <Money value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
