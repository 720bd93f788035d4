import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Search } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ExplainLine } from './ExplainLine.tsx';
import { groupLines, type LineGroup, linesMentioning } from './groupLines.ts';
import { UnitPrice } from './UnitPrice.tsx';
import { type InvoiceDetail, type InvoiceLine, useBillingWords } from './words.ts';

const FIRST = 100;
const WORTH_SEARCHING = 20;

type Props = {
  lines: readonly InvoiceLine[];
  /** The steps of unit prices that lines name by their place. */
  explanations: InvoiceDetail['explanations'];
  /** The months of use that lines charge a band of. */
  uses: InvoiceDetail['uses'];
  /** Whose invoice it is: lines for the buyer itself stand under no heading. */
  buyerId: string;
  /** A line's subscription as a link, where the reader may open it. */
  subscriptionLink?: (subscription: NonNullable<InvoiceLine['subscription']>, words: ReactNode) => ReactNode;
};

/** What is charged, by customer, each line with its explanation. Long invoices are searched and shown in part. */
export function InvoiceLines({ lines, explanations, uses, buyerId, subscriptionLink }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const found = linesMentioning(lines, text);
  const shown = all ? found : found.slice(0, FIRST);
  const hidden = found.length - shown.length;
  return (
    <>
      {lines.length > WORTH_SEARCHING && <LineSearch text={text} onText={setText} />}
      <Table caption={t`What is charged`} className="max-sm:text-sm">
        <LineHeadings />
        <tbody>
          {groupLines(shown).map((group) => (
            <Fragment key={group.customer.id}>
              {group.customer.id !== buyerId && <GroupRow group={group} />}
              {group.lines.map((line) => (
                <LineRow key={keyOf(line)} {...{ line, explanations, uses, subscriptionLink }} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </Table>
      {found.length === 0 && (
        <p className="px-5 py-8 text-center text-muted">
          <Trans>No line mentions this.</Trans>
        </p>
      )}
      {hidden > 0 && (
        <div className="flex justify-center border-t border-line p-3">
          <Button variant="quiet" onClick={() => setAll(true)}>
            <Trans>Show {hidden} more lines</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function keyOf({ key }: InvoiceLine): string {
  return `${key.subscription_id} ${key.component} ${key.period_from} ${key.revision}`;
}

function LineSearch({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useLingui();
  return (
    <div className="border-b border-line px-5 py-3">
      <TextField
        className="sm:max-w-80"
        label={<span className="sr-only">{t`Search the lines`}</span>}
        type="search"
        placeholder={t`Customer, product or domain`}
        lead={<Search className="size-4 text-faint" aria-hidden />}
        value={text}
        onValueChange={onText}
      />
    </div>
  );
}

function LineHeadings() {
  return (
    <thead>
      <tr>
        <Th>
          <Trans>Product</Trans>
        </Th>
        <Th className="max-md:hidden">
          <Trans>Period</Trans>
        </Th>
        <Th numeric>
          <Trans>Quantity</Trans>
        </Th>
        <Th numeric className="max-sm:hidden">
          <Trans>Unit price</Trans>
        </Th>
        <Th numeric>
          <Trans>Net</Trans>
        </Th>
        <Th>
          <span className="sr-only">
            <Trans>Explanation</Trans>
          </span>
        </Th>
      </tr>
    </thead>
  );
}

function GroupRow({ group }: { group: LineGroup }) {
  const { currency } = group.lines[0]?.net ?? { currency: '' };
  return (
    <Tr className="bg-sunken/60">
      <Td colSpan={2} className="h-9! py-1.5! font-medium max-md:hidden">
        <bdi>{group.customer.name}</bdi>
      </Td>
      <Td className="h-9! py-1.5! font-medium md:hidden">
        <bdi>{group.customer.name}</bdi>
      </Td>
      <Td className="h-9! py-1.5!" />
      <Td className="h-9! py-1.5! max-sm:hidden" />
      <Td numeric className="h-9! py-1.5! font-medium">
        {group.lines.length > 1 && <Money value={{ amount: group.net, currency }} />}
      </Td>
      <Td className="h-9! py-1.5!" />
    </Tr>
  );
}

function LineRow({
  line,
  explanations,
  uses,
  subscriptionLink,
}: { line: InvoiceLine } & Pick<Props, 'explanations' | 'uses' | 'subscriptionLink'>) {
  const { language, number, period, percent } = useFormat();
  const use = uses[line.use?.place ?? -1];
  return (
    <Tr>
      <Td className="min-w-32 sm:min-w-40">
        <span className="block">{line.product[language]}</span>
        <span className="block text-sm text-muted">
          <What line={line} subscriptionLink={subscriptionLink} />
          <span className="md:hidden"> · {period(line.period_from, line.period_to)}</span>
        </span>
      </Td>
      <Td className="whitespace-nowrap text-muted max-md:hidden">
        {period(line.period_from, line.period_to)}
      </Td>
      <Td numeric>{number(line.quantity)}</Td>
      <Td numeric className="max-sm:hidden">
        <UnitPrice bare minor={line.unit_price} currency={line.net.currency} />
        {Number(line.discount) > 0 && (
          <span className="block text-sm text-muted">
            <bdi>−{percent(line.discount)}</bdi>
          </span>
        )}
      </Td>
      <Td numeric>
        <Money value={line.net} />
      </Td>
      <Td className="w-0 ps-0!">
        <ExplainLine line={line} steps={explanations[use?.explanation ?? line.explanation ?? -1]} use={use} />
      </Td>
    </Tr>
  );
}

/** What kind of line it is where it is no plain one, its offer and service, and the words that go with it. */
function What({ line, subscriptionLink }: { line: InvoiceLine } & Pick<Props, 'subscriptionLink'>) {
  const { language } = useFormat();
  const { component } = useBillingWords();
  const { subscription, offer, words, product } = line;
  const name = subscription && (
    <bdi className="max-sm:wrap-anywhere">{subscription.domain ?? subscription.number}</bdi>
  );
  const kind = component(line.component);
  const parts: ReactNode[] = [
    kind && <span className="text-ink">{kind}</span>,
    offer[language],
    subscription && (subscriptionLink ? subscriptionLink(subscription, name) : name),
    words && words[language] !== product[language] && words[language],
    line.corrects?.number && <bdi>{line.corrects.number}</bdi>,
  ].filter(Boolean);
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line are always the same.
    <Fragment key={i}>
      {i > 0 && ' · '}
      {part}
    </Fragment>
  ));
}
