import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Order = Item<'/v1/orders/orders'>;
export type OrderDetail = Answer<'/v1/orders/orders/{id}'>;
export type Operation = OrderDetail['operations'][number];
export type Outcome = OrderDetail['outcome'];
export type Subscription = Item<'/v1/orders/subscriptions'>;
export type SubscriptionDetail = Answer<'/v1/orders/subscriptions/{id}'>;
export type OfferBrief = Subscription['offer'];

export const orderTones: Record<Order['state'], Tone> = {
  held: 'warn',
  awaiting_payment: 'warn',
  provisioning: 'info',
  fulfilled: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

export const subscriptionTones: Record<Subscription['state'], Tone> = {
  pending: 'info',
  active: 'good',
  paused: 'warn',
  cancelled: 'neutral',
  failed: 'bad',
};

export const operationTones: Record<Operation['state'], Tone> = {
  waiting: 'neutral',
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** What the states of orders, subscriptions and operations are called. */
export function useOrderWords() {
  const { t } = useLingui();
  return {
    orders: {
      held: t`Held`,
      awaiting_payment: t`Awaiting payment`,
      provisioning: t`Provisioning`,
      fulfilled: t`Fulfilled`,
      failed: t`Failed`,
      cancelled: t`Cancelled`,
    } satisfies Record<Order['state'], string>,
    subscriptions: {
      pending: t`Pending`,
      active: t`Active`,
      paused: t`Paused`,
      cancelled: t`Cancelled`,
      failed: t`Failed`,
    } satisfies Record<Subscription['state'], string>,
    operations: {
      waiting: t`Waiting`,
      queued: t`Queued`,
      running: t`Under way`,
      succeeded: t`Done`,
      failed: t`Failed`,
      cancelled: t`Cancelled`,
    } satisfies Record<Operation['state'], string>,
    changes: {
      create: t`Set up`,
      update: t`Change of quantity`,
      cancel: t`Cancellation`,
      pause: t`Pause`,
      resume: t`Resumption`,
    } satisfies Record<Operation['kind'], string>,
  };
}
