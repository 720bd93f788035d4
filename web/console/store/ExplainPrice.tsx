import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { Popover } from '../../ui/Popover.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { PricedOffer } from './words.ts';

type Step = PricedOffer['steps'][number];

/** A small button that opens how a price came about, step by step. */
export function ExplainPrice({ offer }: { offer: PricedOffer }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const name = text(offer.offer_name);
  return (
    <Popover
      align="center"
      title={t`Your price, step by step`}
      trigger={
        <button
          type="button"
          aria-label={t`Explain the price of ${name}`}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-full text-faint hover:bg-hover hover:text-ink"
        >
          <Info className="size-3.5" strokeWidth={2} aria-hidden />
        </button>
      }
    >
      <Steps offer={offer} />
    </Popover>
  );
}

function Steps({ offer }: { offer: PricedOffer }) {
  const { per } = useOfferWords();
  return (
    <>
      <ol className="flex flex-col gap-1.5">
        {offer.steps.map((step) => (
          <li
            key={`${step.rule}${step.scope}${step.target}`}
            className={cx('flex items-baseline justify-between gap-4', !step.applied && 'text-faint')}
          >
            <span className={cx(!step.applied && 'line-through decoration-1')}>
              <StepName step={step} offer={offer} />
            </span>
            {step.unit_price && <UnitPrice minor={step.unit_price} currency={offer.currency} />}
          </li>
        ))}
      </ol>
      <p className="mt-3 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-semibold">
        <Trans>You pay</Trans>
        <UnitPrice minor={offer.unit_price} currency={offer.currency} />
      </p>
      <p className="text-end text-sm text-muted">{per(offer)}</p>
      {offer.steps.some(({ applied }) => !applied) && (
        <p className="mt-2 text-sm text-muted">
          <Trans>The most specific discount of your plan applies; the struck ones give way to it.</Trans>
        </p>
      )}
    </>
  );
}

function StepName({ step, offer }: { step: Step; offer: PricedOffer }) {
  const { percent, text } = useFormat();
  const families = useFamilies();
  const rate = percent(step.rate);
  if (step.rule === 'list_price') return <Trans>List price</Trans>;
  if (step.scope === 'everything') return <Trans>{rate} off everything</Trans>;
  const product = text(offer.product_name);
  if (step.scope === 'product')
    return (
      <Trans>
        {rate} off <bdi>{product}</bdi>
      </Trans>
    );
  const family = families.find(({ id }) => id === step.target);
  const name = family ? text(family.name) : step.target;
  return (
    <Trans>
      {rate} off <bdi>{name}</bdi>
    </Trans>
  );
}

/** The families of the store; an empty list while they are on their way. */
export function useFamilies() {
  return $api.useQuery('get', '/v1/catalog/families', {}, { staleTime: 3_600_000 }).data?.items ?? [];
}
