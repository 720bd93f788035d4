/** Where in its time a promotion stands on a day; `valid_to` is the first day without it. */
export function phaseOf(
  { valid_from, valid_to }: { valid_from: string; valid_to: string },
  today: string,
): 'coming' | 'running' | 'over' {
  if (today < valid_from) return 'coming';
  return today < valid_to ? 'running' : 'over';
}
