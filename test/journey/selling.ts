import { type Caller, type Json, openCaller, until } from './caller.ts';
import { PASSWORD, tokenSentTo } from './joining.ts';

/** The journey's customer, with an administrator who is invited. */
export const CUSTOMER = {
  name: 'Palm Clinics',
  country: 'SA',
  domain: 'palm-clinics.example',
  headcount: 120,
  body_kind: 'business',
  registration_number: '1010888777',
  language: 'ar',
  contact: { name: 'Dr. Salma Nasser', email: 'salma@palm-clinics.example', language: 'ar' },
};

/** One above the 750 that need no special price. */
export const LARGE_CUSTOMER = {
  ...CUSTOMER,
  name: 'Palm Hospitals',
  domain: 'palm-hospitals.example',
  headcount: 751,
  registration_number: '1010888778',
  contact: null,
};

/** The offer of the store by its code, with the reseller's own price. */
export async function findOffer(reseller: Caller, code: string, product: string): Promise<Json> {
  const { items } = await reseller.get(`/v1/orders/store?q=${encodeURIComponent(product)}`);
  const offer = items.flatMap((one: Json) => one.offers).find((one: Json) => one.offer_code === code);
  if (!offer) throw new Error(`No offer ${code} in the store.`);
  return offer;
}

export async function placeOrder(
  reseller: Caller,
  customerId: string,
  offerId: string,
  quantity: number,
): Promise<Json> {
  const lines = [{ offer_id: offerId, quantity }];
  return reseller.post('/v1/orders/orders', { customer_id: customerId, lines });
}

/** The order once everything in it is active. */
export async function fulfilled(reseller: Caller, orderId: string): Promise<Json> {
  return until(
    () => reseller.get(`/v1/orders/orders/${orderId}`),
    (order) => order.state === 'fulfilled',
  );
}

/** The customer's administrator opens the link of the reseller's letter and joins. */
export async function joinAsAdministrator(outbox: Caller): Promise<Caller> {
  const { email } = CUSTOMER.contact;
  const token = await tokenSentTo(outbox, email, 'invitation');
  const administrator = openCaller(outbox.url);
  const said = { token, password: PASSWORD };
  const answer = await administrator.ask('POST', '/v1/identity/invitations/accept', said);
  // As with the applicant's link: accepted, and only the answer was lost.
  const isLost = answer.attempts > 1 && answer.body.code === 'link_expired';
  if (answer.status !== 200 && !isLost) throw new Error(JSON.stringify(answer.body));
  await administrator.signIn(email, PASSWORD);
  return administrator;
}

/** Asks for another quantity; answers the subscription once it has it. */
export async function changeQuantity(reseller: Caller, id: string, quantity: number): Promise<Json> {
  await reseller.post(`/v1/orders/subscriptions/${id}/quantity`, { quantity });
  return until(
    () => reseller.get(`/v1/orders/subscriptions/${id}`),
    (subscription) => subscription.segments.at(-1)?.quantity === quantity,
  );
}
