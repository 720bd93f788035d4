import { firstsOfMonths } from '../../kit/days.ts';
import { useToday } from '../../kit/useToday.ts';
import type { Option } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** This month and the eleven before it as choices, the latest first. */
export function useMonths(): Option[] {
  const { month } = useFormat();
  return firstsOfMonths(useToday(), -12).map((value) => ({ value, label: month(value) }));
}
