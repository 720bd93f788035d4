import type { Actor, Ctx } from '../base/ctx.ts';
import { civilDate } from '../base/dates.ts';
import { decimal, roundDiv } from '../base/money.ts';
import { pricedAt } from '../catalog/index.ts';
import {
  agreeToSpecialPrice,
  customerPriceFacts,
  endorseSpecialPrice,
  requestSpecialPrice,
} from '../deals/index.ts';
import { accountsAlong, getOrganization, getVendor } from '../identity/index.ts';
import { getOrder, releaseHeldOrder } from '../orders/index.ts';
import { known, type Program } from './program.ts';

const REASON =
  'The customer compares three offers and decides this month. At this price it takes the whole organization with us.';
const ENDORSED = 'A reference for the whole sector; the partner migrates and supports it itself.';
const APPROVED = 'Agreed for a year, at this quantity.';

/** How a held order goes on: the reseller asks for a tenth less, the supervisor endorses it, both levels agree, and the order is released. */
export async function releaseAtSpecialPrice(
  as: (actor: Actor) => Ctx,
  { staff }: Program,
  sales: Actor,
  customer: { id: string; orderId: string },
): Promise<void> {
  const asker = as(sales);
  const { id } = await requestSpecialPrice(asker, {
    customer_id: customer.id,
    order_id: customer.orderId,
    reason: REASON,
    valid_from: null,
    valid_to: null,
    lines: await wishes(asker, customer),
  });
  await endorseSpecialPrice(as(staff('channel_supervisor')), id, ENDORSED);
  await agreeToSpecialPrice(as(staff('channel_manager')), id, { note: null, terms: null });
  await agreeToSpecialPrice(as(staff('management')), id, { note: APPROVED, terms: null });
  await releaseHeldOrder(as(staff('channel_supervisor')), customer.orderId, APPROVED);
}

async function wishes(ctx: Ctx, { id, orderId }: { id: string; orderId: string }) {
  const { lines } = await getOrder(ctx, orderId);
  const [account] = await accountsAlong(ctx, (await getOrganization(ctx, id)).path);
  const on = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const facts = await customerPriceFacts(ctx, {
    account: known(account, 'the account'),
    customer_id: id,
    on,
    offerIds: lines.map(({ offer_id }) => offer_id),
  });
  return lines.map(({ offer_id, quantity }) => {
    const { unit_price } = pricedAt(known(facts.get(offer_id), offer_id), quantity);
    const { digits, scale } = decimal(unit_price);
    const wished_price = roundDiv(digits * 9n, 10n * 10n ** BigInt(scale)).toString();
    return { offer_id, from_quantity: 1, to_quantity: quantity * 2, wished_price };
  });
}
