import { z } from 'zod';
import { Bilingual, CivilDateText, Instant } from '../../base/schemas.ts';
import { UnitPrice } from '../products.routes.ts';
import { BECAUSE, SOURCE_KINDS, STEP_RULES, STEP_SCOPES } from './price-steps.rules.ts';

const Source = z
  .object({
    kind: z.enum(SOURCE_KINDS),
    id: z.uuid().nullable(),
    code: z.string().nullable().describe('Its code or number'),
    name: Bilingual.nullable(),
    version: z.int().nullable(),
    valid_from: CivilDateText.nullable(),
    valid_to: CivilDateText.nullable(),
    approved_by: z.string().nullable(),
    approved_at: Instant.nullable(),
  })
  .meta({ id: 'PriceSource' });

/** One step of how a price came about. */
export const PriceStepReply = z
  .object({
    rule: z.enum(STEP_RULES),
    scope: z.enum(STEP_SCOPES).nullable(),
    target: z.string(),
    from_quantity: z.int().describe('The band it holds from'),
    rate: z.string().describe('A fraction, such as "0.15" for 15 %; a markup’s is negative'),
    applied: z.boolean().describe('False for one that gave way'),
    because: z.enum(BECAUSE).nullable().describe('What it gave way to'),
    unit_price: UnitPrice.nullable().describe('What a unit costs after the step'),
    rounded: z.boolean().describe('The step was rounded at 18 decimals, half away from zero'),
    source: Source.nullable().describe('What it rests on: which version, and who agreed'),
  })
  .meta({ id: 'PriceStep' });

/** How a unit price came about, from the list price on; `bands`: the price by the quantity it begins with. */
export const PriceReply = z.object({
  list_price: UnitPrice,
  discount: z.string().describe('How far the unit price is under list, a fraction of six decimals'),
  unit_price: UnitPrice,
  steps: z.array(PriceStepReply),
});

export const PriceBandReply = z
  .object({ from_quantity: z.int(), unit_price: UnitPrice })
  .meta({ id: 'PriceBand' });
