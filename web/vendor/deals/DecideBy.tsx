import { Trans } from '@lingui/react/macro';
import { Badge } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** Until when a deal must be decided; overdue says so. */
export function DecideBy({ at }: { at: string }) {
  const { instant } = useFormat();
  if (Date.parse(at) > Date.now()) return instant(at);
  return (
    <Badge tone="bad" dot>
      <Trans>Overdue since {instant(at)}</Trans>
    </Badge>
  );
}
