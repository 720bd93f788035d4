import { today } from './days.ts';
import { useSession } from './session.ts';

/** Today's civil date, `YYYY-MM-DD`, where the organization acted for keeps its books. */
export function useToday(): string {
  return today(useSession().organization.time_zone);
}
