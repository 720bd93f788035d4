import { expect, test } from 'vitest';
import { stagesOf } from './steps.ts';

type Order = Parameters<typeof stagesOf>[0];
type State = Order['state'];

const order = (state: State, ...before: State[]): Order => ({
  state,
  moves: before.map((state) => ({ state })),
});
const said = (order: Order) => stagesOf(order).map(({ name, state }) => `${name} ${state}`);

test.each([
  [order('provisioning', 'provisioning'), ['placed done', 'provisioning busy', 'active waiting']],
  [order('fulfilled', 'provisioning'), ['placed done', 'provisioning done', 'active done']],
  [order('failed', 'provisioning'), ['placed done', 'provisioning failed', 'active waiting']],
  [order('held', 'held'), ['placed done', 'approval current', 'provisioning waiting', 'active waiting']],
  [order('awaiting_payment'), ['placed done', 'payment current', 'provisioning waiting', 'active waiting']],
  [
    order('provisioning', 'held', 'awaiting_payment', 'provisioning'),
    ['placed done', 'approval done', 'payment done', 'provisioning busy', 'active waiting'],
  ],
  [
    order('cancelled', 'held', 'cancelled'),
    ['placed done', 'approval failed', 'provisioning waiting', 'active waiting'],
  ],
  [
    order('cancelled', 'awaiting_payment'),
    ['placed done', 'payment failed', 'provisioning waiting', 'active waiting'],
  ],
])('the stages of %o', (given, expected) => {
  expect(said(given)).toEqual(expected);
});
