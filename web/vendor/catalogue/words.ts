import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Option } from '../../ui/Select.tsx';
import type { OfferValues, Way } from './offer.ts';

/** By what products are provisioned; `own` is a product's, which may be another still. */
export function useConnectors(own: string): Option[] {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  const known = [
    { value: 'open-service-broker', label: t`The service broker, by itself` },
    { value: 'manual', label: t`A person of the program office` },
  ];
  return known.some(({ value }) => value === own) ? known : [...known, { value: own, label: own }];
}

/** What the choices of an offer's form are called. */
export function useOfferFormWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return {
    ways: {
      flexible: { label: t`By the month`, note: t`No commitment, paid monthly.` },
      committed: { label: t`A year, paid monthly`, note: t`Bound for twelve months.` },
      yearly: { label: t`A year, paid ahead`, note: t`One payment for twelve months.` },
      three_years: { label: t`Three years, paid ahead`, note: t`One payment for thirty-six months.` },
      one_time: { label: t`Once`, note: t`Bought and paid a single time.` },
      per_use: { label: t`By use`, note: t`Each month for what was used.` },
      other: { label: t`Another term`, note: t`Months and payments as you write them.` },
    } satisfies Record<Way, { label: string; note: string }>,
    rates: {
      flat: { label: t`One price for every unit` },
      tiered: { label: t`Tiers`, note: t`Each band's units at the band's price.` },
      volume: { label: t`Volume`, note: t`All units at the price of the band they reach.` },
      package: { label: t`Packages`, note: t`Begun packages are paid whole.` },
    } satisfies Record<OfferValues['rate_model'], { label: string; note?: string }>,
    leavings: {
      kept: t`Not before its end`,
      free: t`At any time, at no cost`,
      share: t`For a share of what is left`,
    } satisfies Record<OfferValues['leaving'], string>,
    pausings: {
      terms: t`As the terms say`,
      free: t`Nothing is charged`,
      charged: t`It is charged on`,
      never: t`It cannot be paused`,
    } satisfies Record<OfferValues['pausing'], string>,
  };
}
