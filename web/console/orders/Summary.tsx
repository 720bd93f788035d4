import { Trans, useLingui } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { unless } from '../../kit/can.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { sentenceOf } from '../../kit/problems.ts';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Money } from '../../ui/Money.tsx';
import { type Cart, emptyCart } from '../store/cart.ts';
import { ConsequenceSheet } from './ConsequenceSheet.tsx';
import { NextStep } from './NextStep.tsx';
import { useConsequences } from './useConsequences.ts';
import { orderBody, type Preview } from './usePreview.ts';

type Props = { cart: Cart; preview: UseQueryResult<Preview | undefined> };

/** What the order costs, what happens next, and the button that places it. */
export function Summary({ cart, preview }: Props) {
  const { t } = useLingui();
  const known = preview.error ? undefined : preview.data;
  return (
    <Card title={t`What it comes to`} className="lg:sticky lg:top-20">
      <div aria-live="polite" aria-busy={preview.isFetching} className="flex flex-col gap-5">
        {known ? <Totals preview={known} /> : <Missing cart={cart} error={preview.error} />}
        {known && <Consequences cart={cart} />}
        {known && <NextStep outcome={known.outcome} placed={false} />}
        <PlaceButton cart={cart} ready={Boolean(known)} />
      </div>
    </Card>
  );
}

/** What the order would bind both sides to; it follows the sums. */
function Consequences({ cart }: { cart: Cart }) {
  const sheet = useConsequences(cart);
  if (!sheet) return null;
  return (
    <div className="border-t border-line pt-4">
      <h3 className="mb-3 text-base font-semibold">
        <Trans>What it binds you to</Trans>
      </h3>
      <ConsequenceSheet sheet={sheet} />
    </div>
  );
}

function Totals({ preview }: { preview: Preview }) {
  const { each } = useOfferWords();
  const { cycles, term_net } = preview;
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
      {cycles.map(({ months, net }) => (
        <Sum key={months} strong label={each(months)} value={<Money value={net} />} />
      ))}
      <Sum label={<Trans>Over the terms chosen</Trans>} value={<Money value={term_net} />} />
      <p className="col-span-full text-sm text-muted">
        <Trans>Your own prices, before tax.</Trans>
      </p>
    </dl>
  );
}

function Sum({ label, value, strong }: { label: ReactNode; value: ReactNode; strong?: boolean }) {
  const look = strong ? 'text-lg font-semibold' : 'text-muted';
  return (
    <>
      <dt className={strong ? 'font-medium' : 'text-muted'}>{label}</dt>
      <dd className={`text-end ${look}`}>{value}</dd>
    </>
  );
}

function Missing({ cart, error }: { cart: Cart; error: unknown }) {
  if (cart.lines.length === 0) return <Quiet>{<Trans>Choose products first.</Trans>}</Quiet>;
  if (!cart.customerId) return <Quiet>{<Trans>Choose for whom; then the sums stand here.</Trans>}</Quiet>;
  if (!error) return <Quiet>{<Trans>Working it out…</Trans>}</Quiet>;
  // What is wrong with a line stands beside it; only the rest is said here.
  const beside =
    error instanceof Problem && error.errors.some(({ pointer }) => pointer.startsWith('#/lines/'));
  if (beside) return <Quiet>{<Trans>One of the lines needs a look: see what it says.</Trans>}</Quiet>;
  return <p className="text-bad">{sentenceOf(error)}</p>;
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="min-h-11 text-muted">{children}</p>;
}

function PlaceButton({ cart, ready }: { cart: Cart; ready: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const may = useCan('order.place');
  const place = $api.useMutation('post', '/v1/orders/orders', {
    onSuccess: ({ id }) => {
      emptyCart();
      void navigate({ to: path(paths.console.order, { orderId: id }) });
    },
  });
  return (
    <Button
      size="lg"
      variant="primary"
      className="w-full"
      busy={place.isPending}
      disabled={may === true ? !ready : unless(may)}
      onClick={() => place.mutate({ body: orderBody(cart) })}
    >
      {t`Place the order`}
    </Button>
  );
}
