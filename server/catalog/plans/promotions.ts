import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { getVendor } from '../../identity/index.ts';
import { isCode } from '../products.rules.ts';
import { knownTargets } from '../products.sql.ts';
import { CODE_FORM } from '../products.ts';
import { findPlan } from './plans.sql.ts';
import { mayEnd, type NewPromotion, type Promotion, promotionFault } from './promotions.rules.ts';
import * as store from './promotions.sql.ts';

/** One page of promotions, the latest to start first. */
export async function listPromotions(ctx: Ctx, list: List): Promise<Page<Promotion>> {
  return store.listPromotions(ctx.db, list);
}

/** Adds a promotion for coming days. Throws 403, Fail invalid naming the field, or conflict when the code is taken. */
export async function publishPromotion(ctx: Ctx, wanted: NewPromotion): Promise<Promotion> {
  permit(ctx, 'bundle_plan.edit');
  const { id: resellerId, time_zone } = await getVendor(ctx);
  if (!isCode(wanted.code)) throw invalidField('#/code', CODE_FORM);
  const known = await knownTargets(ctx.db, [wanted.target], [wanted.target]);
  const fault = promotionFault(wanted, known, civilDate(ctx.now, time_zone));
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  if (wanted.bundle_plan_id && !(await findPlan(ctx.db, wanted.bundle_plan_id)))
    throw invalidField('#/bundle_plan_id', 'There is no such bundle plan; choose one from the list.');
  const promotion: Promotion = { ...wanted, id: newId(), recorded_at: ctx.now.toISOString() };
  if (!(await store.insertPromotion(ctx.db, promotion)))
    throw new Fail('conflict', 'already_exists', `There is a promotion ${wanted.code} already.`);
  tell(ctx, promotion, 'promotion.published', resellerId);
  return promotion;
}

/** Ends a promotion earlier than planned, on a coming day. Throws 403, 404, Fail invalid. */
export async function endPromotion(ctx: Ctx, id: string, on: string): Promise<Promotion> {
  permit(ctx, 'bundle_plan.edit');
  const promotion = found(await store.lockPromotion(ctx.db, id), 'promotion');
  const { id: resellerId, time_zone } = await getVendor(ctx);
  const may = mayEnd(promotion, on, civilDate(ctx.now, time_zone));
  if (may !== true) throw invalidField('#/valid_to', may);
  await store.updateEnd(ctx.db, id, on);
  const ended = { ...promotion, valid_to: on };
  tell(ctx, ended, 'promotion.ended', resellerId);
  return ended;
}

function tell(
  ctx: Ctx,
  { id, code, rate, valid_from, valid_to }: Promotion,
  action: AuditAction,
  resellerId: string,
): void {
  const details = { code, rate, valid_from, valid_to };
  audit(ctx, { resellerId, action, subjectKind: 'promotion', subjectId: id, details });
}
