import type { Answer } from '../../api/client.ts';

type Row = Answer<'/v1/billing/tax-rates'>['items'][number];
/** `in_force`: the one that holds today; those before it are past, those after it are coming. */
export type Rate = Row & { state: 'past' | 'in_force' | 'coming' };

/** Every rate with how it stands today, the latest of a country first. */
export function datedRates(rows: readonly Row[], today: string): Rate[] {
  const holding = new Map<string, string>();
  for (const { country, valid_from } of rows)
    if (valid_from <= today && valid_from > (holding.get(country) ?? '')) holding.set(country, valid_from);
  const stateOf = ({ country, valid_from }: Row): Rate['state'] => {
    if (valid_from > today) return 'coming';
    return holding.get(country) === valid_from ? 'in_force' : 'past';
  };
  return rows
    .map((row) => ({ ...row, state: stateOf(row) }))
    .sort(
      (one, other) =>
        one.country.localeCompare(other.country) || (one.valid_from < other.valid_from ? 1 : -1),
    );
}
