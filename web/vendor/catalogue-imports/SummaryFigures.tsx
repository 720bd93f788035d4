import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Import, useImportWords } from './words.ts';

type Summary = Import['summary'];

/** What the difference comes to: how much is added, changed and withdrawn, and what the prices mean to those who pay them. */
export function SummaryFigures({ summary }: { summary: Summary }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 lg:grid-cols-[1fr_1fr_1.4fr]">
      <Counted title={t`Products`} counts={summary.products} />
      <Counted title={t`Offers`} counts={summary.offers} />
      <Prices summary={summary} />
    </div>
  );
}

function Counted({ title, counts }: { title: string; counts: Summary['offers'] }) {
  const { changes } = useImportWords();
  return (
    <Card title={title}>
      <dl className="grid grid-cols-3 gap-3">
        {(['added', 'changed', 'withdrawn'] as const).map((change) => (
          <Count key={change} label={changes[change]} value={counts[change]} />
        ))}
      </dl>
    </Card>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  const { number } = useFormat();
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={value === 0 ? 'figures text-2xl text-faint' : 'figures text-2xl font-semibold'}>
        {number(value)}
      </dd>
    </div>
  );
}

function Prices({ summary: { prices, effects, withdrawn_subscriptions } }: { summary: Summary }) {
  const { t } = useLingui();
  return (
    <Card title={t`List prices`}>
      <dl className="grid grid-cols-3 gap-3">
        <Count label={t`New`} value={prices.new} />
        <Count label={t`Up`} value={prices.up} />
        <Count label={t`Down`} value={prices.down} />
      </dl>
      <ul className="mt-4 flex flex-col gap-1 border-t border-line pt-3 text-sm">
        {effects.map((effect) => (
          <Effect key={effect.currency} effect={effect} />
        ))}
        {effects.length === 0 && (
          <li className="text-muted">
            <Trans>No live subscription pays another price.</Trans>
          </li>
        )}
        {withdrawn_subscriptions > 0 && (
          <li className="text-muted">
            <Plural
              value={withdrawn_subscriptions}
              one="# live subscription of what is withdrawn stays."
              other="# live subscriptions of what is withdrawn stay."
            />
          </li>
        )}
      </ul>
    </Card>
  );
}

function Effect({ effect: { currency, subscriptions, monthly } }: { effect: Summary['effects'][number] }) {
  return (
    <li className="flex flex-wrap justify-between gap-x-4">
      <span className="text-muted">
        <Plural value={subscriptions} one="# live subscription" other="# live subscriptions" />
      </span>
      <span className="font-medium">
        <bdi>
          {monthly > 0 && '+'}
          <Money value={{ amount: monthly, currency }} />
        </bdi>{' '}
        <Trans>a month at list</Trans>
      </span>
    </li>
  );
}
