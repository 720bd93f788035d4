import { describe, expect, test } from 'vitest';
import { blankOffer, chosen, codeOf, type OfferValues, offerBody, offerSchema } from './offer.ts';

const offer = (change: Partial<OfferValues> = {}): OfferValues => ({
  ...blankOffer('GWS', 'SAR', '2026-03-01'),
  name: { en: 'Flexible', ar: 'مرنة' },
  prices: [{ currency: 'SAR', unit_price: '25.125', bands: [{ above: 100, unit_price: '20' }] }],
  ...change,
});

describe('an offer’s form', () => {
  test('sends a flexible month at its exact price, without the bands that a flat rate has not', () => {
    const body = offerBody(offer());
    expect(body).toMatchObject({ billing: 'recurring', term_months: 1, cycle_months: 1, rate_model: 'flat' });
    expect(body.prices).toEqual([
      { currency: 'SAR', valid_from: '2026-03-01', unit_price: '2512.5', bands: [] },
    ]);
  });

  test('sends bands in minor units of their currency for what is paid by use', () => {
    const prices = [{ currency: 'KWD', unit_price: '1', bands: [{ above: 100, unit_price: '0.5' }] }];
    const body = offerBody(offer({ ...chosen('per_use'), rate_model: 'tiered', prices }));
    expect(body).toMatchObject({ billing: 'per_use', rate_model: 'tiered', package_size: 1 });
    expect(body.prices[0]?.bands).toEqual([{ above: 100, unit_price: '500' }]);
  });

  test('says what leaving early costs', () => {
    const fee = (change: Partial<OfferValues>) => offerBody(offer(change)).early_termination_fee_rate;
    expect([fee({ leaving: 'kept' }), fee({ leaving: 'free' })]).toEqual([null, '0']);
    expect(fee({ leaving: 'share', share: '12.5' })).toBe('0.125');
  });

  test('binds a year that is paid monthly, and a flexible month not', () => {
    expect(chosen('committed')).toMatchObject({ leaving: 'kept', allows_decrease: false });
    expect(chosen('flexible')).toMatchObject({ leaving: 'free', allows_decrease: true });
    expect(chosen('one_time')).toMatchObject({ leaving: 'free', allows_decrease: true });
  });

  test('takes another term and cycle as they are typed', () => {
    const body = offerBody(offer({ way: 'other', term_months: 24, cycle_months: '6' }));
    expect([body.term_months, body.cycle_months]).toEqual([24, 6]);
    expect(codeOf('GWS', 'other')).toBe('GWS-TERM');
  });

  test.each<[string, Partial<OfferValues>]>([
    ['a price that is none', { prices: [{ currency: 'SAR', unit_price: 'free', bands: [] }] }],
    ['no price at all', { prices: [] }],
    ['a share above the whole', { leaving: 'share', share: '101' }],
    ['a least above the most', { minimum_quantity: 5, maximum_quantity: 4 }],
    ['a term that its cycle does not divide', { way: 'other', term_months: 10, cycle_months: '3' }],
  ])('is not sent with %s', (_, change) => {
    expect(offerSchema.safeParse(offer()).success).toBe(true);
    expect(offerSchema.safeParse(offer(change)).success).toBe(false);
  });
});
