import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { cx } from '../../ui/cx.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { InvoiceCharge } from './CardCharge.tsx';
import { EInvoiceStamp } from './EInvoiceStamp.tsx';
import { InvoiceLines } from './InvoiceLines.tsx';
import { type InvoiceDetail, type InvoiceLine, useBillingWords, useReversalWords } from './words.ts';

type Props = {
  invoice: InvoiceDetail;
  /** The other side as a link, where the reader may open it. */
  party?: { label: ReactNode; value: ReactNode };
  subscriptionLink?: (subscription: NonNullable<InvoiceLine['subscription']>, words: ReactNode) => ReactNode;
  /** Before the lines: how to pay what is open. */
  children?: ReactNode;
};

/**
 * All of one invoice: what is open, its facts, what is charged and why, the sums, what was paid. The same for both
 * sides and every face; stands inside a `<Page>` whose actions are `<InvoiceFiles>` and what the reader may do.
 */
export function InvoiceView({ invoice, party, subscriptionLink, children }: Props) {
  return (
    <>
      <Card>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-10">
          <Standing invoice={invoice} />
          <InvoiceFacts invoice={invoice} party={party} />
        </div>
      </Card>
      {['open', 'partly_paid', 'overdue'].includes(invoice.state) && <InvoiceCharge invoiceId={invoice.id} />}
      {children}
      <Card flush title={<Trans>What is charged</Trans>}>
        <InvoiceLines
          lines={invoice.lines}
          explanations={invoice.explanations}
          uses={invoice.uses}
          buyerId={invoice.buyer.id}
          {...(subscriptionLink && { subscriptionLink })}
        />
        <Totals invoice={invoice} />
      </Card>
      {invoice.payments.length > 0 && <Payments invoice={invoice} />}
      {invoice.e_invoices.includes('zatca') && <EInvoiceStamp invoiceId={invoice.id} />}
    </>
  );
}

function Standing({ invoice }: { invoice: InvoiceDetail }) {
  const { date } = useFormat();
  const due = invoice.due_on && date(invoice.due_on);
  const note = invoice.kind === 'credit_note';
  const settled = ['paid', 'draft', 'credited', 'written_off'].includes(invoice.state);
  return (
    <div className="flex flex-col justify-center">
      <p className="text-muted">
        {note ? <Trans>Credited</Trans> : settled ? <Trans>Total</Trans> : <Trans>Left to pay</Trans>}
      </p>
      <p className="figures mt-1 text-3xl font-semibold tracking-[-0.02em] rtl:tracking-normal">
        <Money value={note || settled ? invoice.total : invoice.open} />
      </p>
      <p className={cx('mt-1.5', invoice.state === 'overdue' ? 'font-medium text-bad' : 'text-muted')}>
        {note ? <NoteStanding invoice={invoice} /> : <DueStanding invoice={invoice} due={due} />}
      </p>
    </div>
  );
}

function DueStanding({ invoice, due }: { invoice: InvoiceDetail; due: string | null }) {
  if (invoice.state === 'draft') return <Trans>Numbered and posted when it is issued.</Trans>;
  if (invoice.state === 'overdue') return <Trans>Was due on {due}</Trans>;
  if (invoice.state === 'paid') return <Trans>Paid in full</Trans>;
  if (invoice.state === 'credited') return <Trans>Settled by credit notes</Trans>;
  if (invoice.state === 'written_off') return <Trans>Closed as a bad debt</Trans>;
  return <Trans>Due on {due}</Trans>;
}

/** What has become of a credit note's sum. */
function NoteStanding({ invoice }: { invoice: InvoiceDetail }) {
  if (invoice.state === 'draft') return <Trans>Numbered and posted when it is issued.</Trans>;
  const waiting = <Money value={{ ...invoice.open, amount: -invoice.open.amount }} />;
  return invoice.open.amount < 0 ? (
    <Trans>{waiting} of it waits as credit on the account</Trans>
  ) : (
    <Trans>All of it has settled invoices</Trans>
  );
}

function InvoiceFacts({ invoice, party }: Pick<Props, 'invoice' | 'party'>) {
  const { t } = useLingui();
  const { date, period } = useFormat();
  const corrected = correctedBy(invoice);
  return (
    <KeyValues
      facts={[
        party ?? { label: t`Billed to`, value: <bdi>{invoice.buyer.name}</bdi> },
        ...(invoice.kind === 'invoice' && !invoice.earlier_rule
          ? []
          : [
              { label: t`Corrects`, value: corrected && <bdi>{corrected}</bdi> },
              { label: t`Reason`, value: invoice.reason },
            ]),
        { label: t`Period`, value: period(invoice.period_from, invoice.period_to) },
        { label: t`Issued`, value: invoice.issued_on && date(invoice.issued_on) },
        { label: t`Due`, value: invoice.due_on && date(invoice.due_on) },
        {
          label: t`Purchase order`,
          value: invoice.purchase_order && <bdi className="figures">{invoice.purchase_order}</bdi>,
        },
        {
          label: t`Payment reference`,
          value: invoice.payment_reference && <CopyText text={invoice.payment_reference} />,
        },
      ]}
    />
  );
}

/** The numbers of what a note corrects: the one it names, else those its lines take from. */
function correctedBy({ corrects, lines }: InvoiceDetail): string {
  const numbers = corrects ? [corrects.number] : lines.map((line) => line.corrects?.number);
  return [...new Set(numbers.filter((number) => number !== null && number !== undefined))].sort().join(', ');
}

function Totals({ invoice }: { invoice: InvoiceDetail }) {
  const { taxNote } = useBillingWords();
  const own = taxNote(invoice.tax_note);
  const earlier = invoice.earlier_rule && <Trans>The tax that held for these earlier supplies</Trans>;
  const note =
    own && earlier ? (
      <>
        {own} · {earlier}
      </>
    ) : (
      own || earlier
    );
  return (
    <div className="flex justify-end border-t border-line px-5 py-4">
      <dl className="flex w-full flex-col gap-1.5 sm:w-84">
        <Sum label={<Trans>Net</Trans>} value={<Money value={invoice.net} />} />
        {invoice.taxes.map((each) => (
          <Treatment key={reasonOf(each)} each={each} several={invoice.taxes.length > 1} note={note} />
        ))}
        {invoice.tax_at_home && <HomeTax tax={invoice.tax_at_home} />}
        <Sum strong label={<Trans>Total</Trans>} value={<Money value={invoice.total} />} />
        {invoice.paid.amount > 0 && (
          <>
            <Sum label={<Trans>Paid</Trans>} value={<Money value={invoice.paid} />} />
            <Sum strong label={<Trans>Left to pay</Trans>} value={<Money value={invoice.open} />} />
          </>
        )}
      </dl>
    </div>
  );
}

type TaxTreatment = InvoiceDetail['taxes'][number];

function reasonOf({ exemption }: TaxTreatment): string {
  return exemption ? `${exemption.code} ${exemption.en}` : '';
}

/** The tax of what is taxed alike: of how much where that is not all, and why where there is none. */
function Treatment({ each, several, note }: { each: TaxTreatment; several: boolean; note: ReactNode }) {
  const { percent, text } = useFormat();
  const why = each.exemption ? <bdi>{text(each.exemption)}</bdi> : note;
  const base = <Money value={each.base} />;
  return (
    <Sum
      label={<Trans>VAT {percent(each.rate)}</Trans>}
      note={
        several ? (
          <>
            <Trans>of {base}</Trans>
            {why && <> · {why}</>}
          </>
        ) : (
          why
        )
      }
      value={<Money value={each.amount} />}
    />
  );
}

type ConvertedTax = NonNullable<InvoiceDetail['tax_at_home']>;

/** The tax as the seller's country has it told, with the rate it was converted by. */
function HomeTax({ tax }: { tax: ConvertedTax }) {
  const { date } = useFormat();
  const { from_currency, to_currency, rate, source, valid_on } = tax;
  return (
    <Sum
      label={<Trans>VAT in {to_currency}</Trans>}
      note={
        <>
          <bdi dir="ltr">{`1 ${from_currency} = ${rate} ${to_currency}`}</bdi>
          {' · '}
          <bdi>{source}</bdi>
          {` · ${date(valid_on)}`}
        </>
      }
      value={<Money value={tax.amount} />}
    />
  );
}

function Sum({
  label,
  value,
  note,
  strong,
}: {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  strong?: boolean;
}) {
  return (
    <div
      className={cx(
        'flex items-baseline justify-between gap-6',
        strong ? 'border-t border-line pt-1.5 font-semibold' : 'text-muted',
      )}
    >
      <dt>
        {label}
        {note && <span className="block text-sm text-faint">{note}</span>}
      </dt>
      <dd className="text-end text-ink">{value}</dd>
    </div>
  );
}

function Payments({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { method } = useBillingWords();
  const { reasons } = useReversalWords();
  return (
    <Card flush title={t`Payments`}>
      <Table caption={t`Payments`}>
        <thead>
          <tr>
            <Th>{t`Date`}</Th>
            <Th>{t`How`}</Th>
            <Th numeric>{t`Of it for this invoice`}</Th>
          </tr>
        </thead>
        <tbody>
          {invoice.payments.map((payment) => (
            <Tr key={payment.id}>
              <Td>{date(payment.received_on)}</Td>
              <Td>
                {method(payment.method)}
                {payment.reason === 'refunded' && (
                  <span className="block text-sm text-muted">{reasons.refunded}</span>
                )}
                {payment.reason && payment.reason !== 'refunded' && (
                  <span className="block text-sm text-bad">
                    <Trans>Reversed</Trans> · {reasons[payment.reason]}
                  </span>
                )}
              </Td>
              <Td numeric>
                <Money value={payment.amount} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
