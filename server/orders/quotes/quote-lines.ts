import type { Ctx } from '../../base/ctx.ts';
import { asciiDomain } from '../../base/domain-names.ts';
import { Fail, type FieldError } from '../../base/errors.ts';
import type { Exemption } from '../../base/exemptions.ts';
import { decimal, decimalText, roundDiv } from '../../base/money.ts';
import { lineAmount, type PricedOffer, type PriceStep, stepOf } from '../../catalog/index.ts';
import { type BothPrices, bothPrices } from '../../deals/index.ts';
import { ownTerms } from '../orders/consider.ts';
import { quantityFault } from '../orders/orders.rules.ts';
import { type DraftLine, mayAsk } from './quotes.rules.ts';
import { SERVICE_UNITS, type Service, type ServiceKind, type Text } from './services.rules.ts';
import { findServices } from './services.sql.ts';

/** A line with all its prices: exact decimals in minor units per unit and cycle; sums in minor units, before tax. */
export type PricedLine = {
  offer: PricedOffer | null;
  service_id: string | null;
  name: Text;
  detail: Text;
  unit: string;
  quantity: number;
  domain: string | null;
  term_months: number | null;
  cycle_months: number | null;
  unit_price: string;
  book_price: string;
  unit_cost: string | null;
  cycle_net: bigint;
  term_net: bigint;
  term_cost: bigint;
  exemption: Exemption | null;
} & LineSteps;

/** How a line's unit cost and unit price came about, for its seller's eyes. */
export type LineSteps = Record<'cost_steps' | 'price_steps', PriceStep[]>;

/** For whom lines are priced: a customer, or a prospect (`buyerId` null); `domain` is its own, for lines that name none. */
export type LineQuery = { buyerId: string | null; domain: string | null; lines: readonly DraftLine[] };

/**
 * The lines of the acting reseller's quote at today's prices: cost by its own account, retail by its price book unless a line says otherwise.
 * Throws Fail invalid naming each bad line.
 */
export async function priceLines(ctx: Ctx, { buyerId, domain, lines }: LineQuery): Promise<PricedLine[]> {
  const { chain, account, today } = await ownTerms(ctx);
  const { currency, buyer_id: sellerId } = account;
  const offerIds = lines.flatMap(({ offer_id }) => offer_id ?? []);
  const prices = await bothPrices(ctx, { offerIds, chain, buyerId, on: today });
  const serviceIds = lines.flatMap(({ service_id }) => service_id ?? []);
  const services = await findServices(ctx.db, sellerId, serviceIds);
  const byId = new Map(services.map((service) => [service.id, service]));
  return checked(
    lines.map((line) =>
      line.service_id
        ? serviceLine(line, byId.get(line.service_id), currency)
        : offerLine(line, prices.get(line.offer_id ?? ''), domain),
    ),
  );
}

type Fault = { field: keyof DraftLine; detail: string };

function checked(lines: (PricedLine | Fault)[]): PricedLine[] {
  const keys = lines.map((line) => ('field' in line ? null : keyOf(line)));
  const errors: FieldError[] = lines.flatMap((line, index) => {
    const fault = 'field' in line ? line : repeated(keys, index);
    return fault ? [{ pointer: `#/lines/${index}/${fault.field}`, detail: fault.detail }] : [];
  });
  if (errors[0]) throw new Fail('invalid', 'invalid_field', errors[0].detail, { errors });
  return lines.filter((line): line is PricedLine => !('field' in line));
}

/** The same offer for the same domain is one subscription, and so one line. */
function keyOf({ offer, domain }: PricedLine): string | null {
  return offer && domain ? `${offer.offer_id} ${domain}` : null;
}

function repeated(keys: readonly (string | null)[], index: number): Fault | undefined {
  const key = keys[index];
  if (!key || keys.indexOf(key) === index) return undefined;
  return {
    field: 'domain',
    detail: 'The same product for the same domain stands above already: change its quantity there.',
  };
}

function offerLine(
  line: DraftLine,
  prices: BothPrices | undefined,
  ownDomain: string | null,
): PricedLine | Fault {
  const offer = prices?.cost(line.quantity);
  if (!prices || !offer?.for_sale)
    return {
      field: 'offer_id',
      detail: 'This is not for sale (any more) in your currency; choose another in the store.',
    };
  const quantity = quantityFault(offer, line.quantity);
  if (quantity) return { field: 'quantity', detail: quantity };
  const domain = domainOf(line, offer, ownDomain);
  if (domain && 'field' in domain) return domain;
  const may =
    line.unit_price === null ||
    mayAsk(line.unit_price, { cost: offer.unit_price, list_price: offer.list_price });
  if (may !== true) return { field: 'unit_price', detail: may };
  const { term_months, cycle_months } = offer;
  const told = {
    offer,
    service_id: null,
    name: offer.product_name,
    detail: offer.offer_name,
    unit: offer.unit,
    quantity: line.quantity,
    domain: domain?.name ?? null,
    term_months: term_months || null,
    cycle_months: cycle_months || null,
    exemption: null,
  };
  const book = prices.retail(line.quantity);
  const at = { book_price: book.unit_price, unit_cost: offer.unit_price };
  const priced = sums(line, at, cyclesOf(term_months, cycle_months));
  const asked = priced.unit_price === book.unit_price ? null : askedStep(priced.unit_price);
  return {
    ...{ ...told, ...priced, cost_steps: offer.steps },
    price_steps: asked ? [...book.steps, asked] : book.steps,
  };
}

/** A price is agreed to with twelve decimals at most. */
function kept(price: string): string {
  const { digits, scale } = decimal(price);
  return scale <= 12
    ? price
    : decimalText({ digits: roundDiv(digits, 10n ** BigInt(scale - 12)), scale: 12 });
}

/** What the seller says itself, or the book's price at the decimals that a quote keeps. */
function askedStep(unit_price: string): PriceStep {
  return stepOf('fixed_price', { unit_price });
}

/** A line without a domain of its own is for the customer's; a domain that is itself the product must be named. */
function domainOf(
  line: DraftLine,
  offer: PricedOffer,
  ownDomain: string | null,
): { name: string } | Fault | null {
  if (!offer.needs_domain) return null;
  const named = line.domain || (offer.unit === 'domain' ? null : ownDomain);
  if (!named) return { field: 'domain', detail: 'Say for which domain, such as example.com.' };
  const name = asciiDomain(named);
  return name
    ? { name }
    : { field: 'domain', detail: `"${named}" is not a domain name; write one such as example.com.` };
}

function cyclesOf(termMonths: number, cycleMonths: number): bigint {
  return cycleMonths > 0 ? BigInt(termMonths / cycleMonths) : 1n;
}

function serviceLine(line: DraftLine, service: Service | undefined, currency: string): PricedLine | Fault {
  if (!service || service.withdrawn_at)
    return { field: 'service_id', detail: 'This is none of your services (any more); choose another.' };
  if (service.currency !== currency)
    return {
      field: 'service_id',
      detail: `This service is priced in ${service.currency}, the quote is in ${currency}.`,
    };
  const book_price = decimalText(decimal(service.unit_price));
  const unit_cost = service.unit_cost === null ? null : decimalText(decimal(service.unit_cost));
  const told = {
    offer: null,
    service_id: service.id,
    name: service.name,
    detail: service.description,
    unit: SERVICE_UNITS[service.kind as ServiceKind],
    quantity: line.quantity,
    domain: null,
    term_months: service.cycle_months,
    cycle_months: service.cycle_months,
    exemption: service.exemption,
  };
  const priced = sums(line, { book_price, unit_cost }, 1n);
  const price_steps = [askedStep(priced.unit_price)];
  const cost_steps = unit_cost === null ? [] : [stepOf('cost', { unit_price: unit_cost })];
  return { ...told, ...priced, price_steps, cost_steps };
}

function sums(
  { quantity, unit_price: asked }: DraftLine,
  at: { book_price: string; unit_cost: string | null },
  cycles: bigint,
) {
  const unit_price = asked === null ? kept(at.book_price) : decimalText(decimal(asked));
  const whole = { quantity, days: 1, days_in_period: 1 };
  const cycle_net = lineAmount({ unit_price, ...whole });
  const cycle_cost = at.unit_cost === null ? 0n : lineAmount({ unit_price: at.unit_cost, ...whole });
  return { ...at, unit_price, cycle_net, term_net: cycle_net * cycles, term_cost: cycle_cost * cycles };
}
