import { Badge } from '../../ui/Badge.tsx';
import {
  type Operation,
  type Order,
  operationTones,
  orderTones,
  type Subscription,
  subscriptionTones,
  useOrderWords,
} from './words.ts';

/** How an order stands, in a word. */
export function OrderState({ state }: Pick<Order, 'state'>) {
  const words = useOrderWords();
  return (
    <Badge dot tone={orderTones[state]}>
      {words.orders[state]}
    </Badge>
  );
}

/** How a subscription stands. */
export function SubscriptionState({ state }: Pick<Subscription, 'state'>) {
  const words = useOrderWords();
  return (
    <Badge dot tone={subscriptionTones[state]}>
      {words.subscriptions[state]}
    </Badge>
  );
}

/** How a provisioning change stands. */
export function OperationState({ state }: Pick<Operation, 'state'>) {
  const words = useOrderWords();
  return (
    <Badge dot tone={operationTones[state]}>
      {words.operations[state]}
    </Badge>
  );
}
