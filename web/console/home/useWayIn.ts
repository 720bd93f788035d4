import { useEffect } from 'react';
import { useSession } from '../../kit/session.ts';
import { paths } from '../../paths.ts';

/** Whether the business is still applying; if so it is led to its application, where all it can do yet is. */
export function useWayIn(): boolean {
  const applying = useSession().organization.state === 'applying';
  useEffect(() => {
    if (applying) location.replace(paths.applyStatus);
  }, [applying]);
  return applying;
}
