import { Trans } from '@lingui/react/macro';
import { isPast } from '../../format.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** Until when a deal must be decided; overdue says so. */
export function DecideBy({ at }: { at: string }) {
  const { instant } = useFormat();
  if (!isPast(at)) return instant(at);
  return (
    <Badge tone="bad" dot>
      <Trans>Overdue since {instant(at)}</Trans>
    </Badge>
  );
}
