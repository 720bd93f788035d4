import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Mail, Receipt } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type OverdueAccount, useDunningWords } from './words.ts';

type Props = { account: OverdueAccount };

/** What is open, the oldest due first, and which letter each invoice got when. */
export function OpenInvoices({ account, invoiceTo }: Props & { invoiceTo: (invoiceId: string) => string }) {
  const { t } = useLingui();
  const { date } = useFormat();
  return (
    <Card flush title={t`Open invoices`}>
      {account.invoices.length === 0 ? (
        <Empty icon={Receipt} title={t`Nothing is open`}>
          {t`Everything invoiced on this account is paid.`}
        </Empty>
      ) : (
        <Table caption={t`Open invoices`}>
          <thead>
            <tr>
              <Th>{t`Number`}</Th>
              <Th>{t`Due`}</Th>
              <Th className="max-sm:hidden">{t`Letters`}</Th>
              <Th numeric>{t`Left to pay`}</Th>
            </tr>
          </thead>
          <tbody>
            {account.invoices.map((invoice) => (
              <Tr key={invoice.id}>
                <Td>
                  <Link to={invoiceTo(invoice.id)}>
                    <bdi className="figures">{invoice.number}</bdi>
                  </Link>
                </Td>
                <Td>
                  {date(invoice.due_on)}
                  <Late days={invoice.days_overdue} />
                </Td>
                <Td className="max-sm:hidden">
                  <Sent reminders={invoice.reminders} />
                </Td>
                <Td numeric>
                  <Money value={invoice.open} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Late({ days }: { days: number }) {
  if (days <= 0) return null;
  return (
    <span className="block text-xs text-bad">
      <Plural value={days} one="# day overdue" other="# days overdue" />
    </span>
  );
}

function Sent({ reminders }: Pick<OverdueAccount['invoices'][number], 'reminders'>) {
  const { steps } = useDunningWords();
  const { date } = useFormat();
  if (reminders.length === 0) return <span className="text-faint">—</span>;
  return (
    <ul className="text-sm">
      {reminders.map(({ step, sent_on }) => (
        <li key={step}>
          {steps[step]} <span className="text-muted">· {date(sent_on)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Every letter, newest first: to whom, of what, by whom. */
export function Letters({ account }: Props) {
  const { t } = useLingui();
  return (
    <Card flush title={t`Letters`} description={<Readers readers={account.readers} />}>
      {account.reminders.length === 0 ? (
        <Empty icon={Mail} title={t`No letters yet`}>
          {t`They go out on the days that your reminders are set to.`}
        </Empty>
      ) : (
        <Table caption={t`Letters`}>
          <thead>
            <tr>
              <Th>{t`Sent`}</Th>
              <Th>{t`Letter`}</Th>
              <Th className="max-sm:hidden">{t`To`}</Th>
              <Th numeric>{t`Asked for`}</Th>
            </tr>
          </thead>
          <tbody>
            {account.reminders.map((letter) => (
              <Letter key={letter.id} letter={letter} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Letter({ letter }: { letter: OverdueAccount['reminders'][number] }) {
  const { steps } = useDunningWords();
  const { date } = useFormat();
  const by = letter.sent_by && <bdi>{letter.sent_by}</bdi>;
  return (
    <Tr>
      <Td className="sm:whitespace-nowrap">{date(letter.sent_on)}</Td>
      <Td>
        {steps[letter.step]}
        {by && (
          <span className="text-sm text-muted">
            {' · '}
            <Trans>sent by {by}</Trans>
          </span>
        )}
        <bdi className="figures block text-xs text-muted">
          {letter.invoices.map(({ number }) => number).join(' · ')}
        </bdi>
      </Td>
      <Td className="max-sm:hidden">
        {letter.recipients.map((address) => (
          <bdi key={address} className="block truncate text-sm">
            {address}
          </bdi>
        ))}
      </Td>
      <Td numeric>
        <Money value={letter.total} />
      </Td>
    </Tr>
  );
}

function Readers({ readers }: Pick<OverdueAccount, 'readers'>) {
  if (readers.length === 0)
    return (
      <span className="text-bad">
        <Trans>There is nobody to write to: no one of this buyer has a sign-in.</Trans>
      </span>
    );
  const names = <bdi>{readers.map(({ name }) => name).join(' · ')}</bdi>;
  return <Trans>The next one goes to {names}.</Trans>;
}

/** When new purchases were held and released, and why. */
export function Holds({ account }: Props) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const kinds = {
    overdue: t`By itself: an invoice was overdue too long`,
    settled: t`By itself: it was paid`,
    person: t`By hand`,
  };
  return (
    <Card flush title={t`Holds`}>
      <Table caption={t`Holds`}>
        <thead>
          <tr>
            <Th>{t`When`}</Th>
            <Th>{t`What`}</Th>
            <Th>{t`Why`}</Th>
          </tr>
        </thead>
        <tbody>
          {account.holds.map((change) => (
            <Tr key={`${change.since} ${change.held}`}>
              <Td className="sm:whitespace-nowrap">{instant(change.since)}</Td>
              <Td>{change.held ? t`Purchases held` : t`Purchases released`}</Td>
              <Td>
                {change.reason ? <bdi>{change.reason}</bdi> : kinds[change.kind]}
                {change.set_by && <bdi className="block text-xs text-muted">{change.set_by}</bdi>}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
