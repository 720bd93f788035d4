import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useBillingWords } from '../../kit/billing/words.ts';
import { ExplainPrice } from '../../kit/prices/ExplainPrice.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { ResellerDetail } from './words.ts';

type Preview = components['schemas']['PlanPreview'];
type Line = Preview['lines'][number];
type Wanted = {
  bundle_plan_id: string | null;
  billing_preference: 'prepay' | 'postpay';
  valid_from: string;
};

const FIRST = 6;

/** What a month to come is billed at as the reseller stands, and as it would be, worked out by the month end itself. */
export function PlanPreview({ reseller, wanted }: { reseller: ResellerDetail; wanted: Wanted }) {
  const preview = useQuery({
    queryKey: ['plan-preview', reseller.id, wanted],
    queryFn: ({ signal }) =>
      api
        .POST('/v1/billing/resellers/{id}/plan-preview', {
          params: { path: { id: reseller.id } },
          body: wanted,
          signal,
        })
        .then(({ data }) => data as Preview),
    placeholderData: (before) => before,
    retry: false,
    gcTime: 60_000,
  });
  if (preview.error) return <p className="text-bad">{sentenceOf(preview.error)}</p>;
  if (!preview.data) return <SkeletonText lines={4} />;
  return (
    <section
      aria-live="polite"
      aria-busy={preview.isFetching}
      className={cx('flex flex-col gap-4 transition-opacity', preview.isPlaceholderData && 'opacity-50')}
    >
      <Both preview={preview.data} />
      <Lines preview={preview.data} />
      <Remarks preview={preview.data} />
    </section>
  );
}

function Both({ preview }: { preview: Preview }) {
  const { month } = useFormat();
  const { now, would_be, more } = preview;
  const name = month(preview.month_from);
  return (
    <div>
      <h3 className="mb-2 text-base font-semibold">
        <Trans>{name}, billed both ways</Trans>
      </h3>
      <dl className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3">
        <Figure label={<Trans>As it stands</Trans>} net={now.net} tax={now.tax} />
        <Figure label={<Trans>After the move</Trans>} net={would_be.net} tax={would_be.tax} strong />
        <Figure label={<Trans>Difference</Trans>} net={more} signed />
      </dl>
    </div>
  );
}

type FigureProps = {
  label: ReactNode;
  net: Preview['more'];
  tax?: Preview['more'];
  strong?: boolean;
  signed?: boolean;
};

function Figure({ label, net, tax, strong, signed }: FigureProps) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={cx('text-lg', strong ? 'font-semibold' : 'font-medium')}>
        {signed ? <More value={net} /> : <Money value={net} />}
      </dd>
      <dd className="text-sm text-muted">
        {tax ? (
          <Trans>
            before tax of <Money value={tax} />
          </Trans>
        ) : (
          <Trans>before tax</Trans>
        )}
      </dd>
    </div>
  );
}

/** How much more, or (with its sign) less; nothing is a dash. */
function More({ value }: { value: Preview['more'] }) {
  if (value.amount === 0) return <span className="text-faint">—</span>;
  return <Money value={value} className={value.amount > 0 ? 'text-warn' : 'text-good'} />;
}

function Lines({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const shown = all ? preview.lines : preview.lines.slice(0, FIRST);
  const hidden = preview.lines.length - shown.length;
  if (preview.lines.length === 0)
    return <p className="text-muted">{t`Nothing would be billed in that month.`}</p>;
  return (
    <div className="rounded-lg border border-line">
      <Table caption={t`Line by line`}>
        <thead>
          <tr>
            <Th>{t`Product`}</Th>
            <Th numeric>{t`As it stands`}</Th>
            <Th numeric>{t`After the move`}</Th>
            <Th numeric className="max-sm:hidden">{t`Difference`}</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, index) => (
            // Lines come anew with every answer, in an order of their own.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <LineRow key={index} line={line} currency={preview.currency} />
          ))}
        </tbody>
      </Table>
      {hidden > 0 && (
        <div className="flex justify-center border-t border-line p-2">
          <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
            <Trans>Show {hidden} more lines</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

function LineRow({ line, currency }: { line: Line; currency: string }) {
  const { text } = useFormat();
  const { component } = useBillingWords();
  const { customer, subscription, product, offer, words } = line;
  const kind = component(line.component as Parameters<typeof component>[0]);
  const name = text(product) || (words && text(words)) || kind || '';
  const notes = [kind !== name && kind, text(offer), subscription?.domain ?? customer.name].filter(Boolean);
  return (
    <Tr>
      <Td className="min-w-28">
        <span className="block">{name}</span>
        <span className="block text-sm text-muted">
          <bdi>{notes.join(' · ')}</bdi>
        </span>
      </Td>
      <Td numeric>
        <Side side={line.now} name={name} currency={currency} />
      </Td>
      <Td numeric>
        <Side side={line.would_be} name={name} currency={currency} />
      </Td>
      <Td numeric className="max-sm:hidden">
        <More value={line.more} />
      </Td>
    </Tr>
  );
}

function Side({ side, name, currency }: { side: Line['now']; name: string; currency: string }) {
  const { number } = useFormat();
  if (!side) return <span className="text-faint">—</span>;
  const { unit_price, steps, quantity, net } = side;
  return (
    <span className="flex flex-col items-end">
      <Money value={net} />
      <span className="flex items-center gap-1 text-sm text-muted max-sm:hidden">
        <bdi className="whitespace-nowrap">
          {number(quantity)} × <UnitPrice bare minor={unit_price} currency={currency} />
        </bdi>
        {steps && <ExplainPrice price={{ currency, unit_price, steps }} name={name} />}
      </span>
    </span>
  );
}

/** What the figures do not say by themselves. */
function Remarks({ preview: { now, would_be, left_out } }: { preview: Preview }) {
  const { number } = useFormat();
  const turns = now.billing_preference !== would_be.billing_preference;
  const others = number(left_out);
  return (
    <div className="flex flex-col gap-1.5 text-sm text-muted">
      {turns && would_be.billing_preference === 'prepay' && (
        <p className="flex gap-2">
          <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
          <Trans>
            The first month of paying ahead comes to more: what is left of the running cycles, and the cycles
            that begin in it.
          </Trans>
        </p>
      )}
      {turns && would_be.billing_preference === 'postpay' && (
        <p className="flex gap-2">
          <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
          <Trans>What is paid ahead already is not charged again; arrears begin where it ends.</Trans>
        </p>
      )}
      {left_out > 0 && <p>{<Trans>{others} lines that change less are not shown.</Trans>}</p>}
      <p>
        <Trans>Worked out by the month end itself, with the quantities of today. Nothing is written.</Trans>
      </p>
    </div>
  );
}
