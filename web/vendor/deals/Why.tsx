import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Reason = Item<'/v1/deals/deals/{id}/duplicates'>['reasons'][number];
export type Kind = Reason['kind'];

/** By what two are alike, and how much. */
export function Why({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useLingui();
  const { percent } = useFormat();
  const words: Record<Kind, string> = {
    name: t`Name`,
    spelling: t`Sounds alike`,
    domain: t`Same domain`,
    registration: t`Same number`,
    group: t`Group`,
  };
  return (
    <span className="flex flex-wrap gap-1.5">
      {reasons.map(({ kind, likeness }) => (
        <Badge key={kind} tone="warn">
          {words[kind]} {likeness < 1 && percent(likeness)}
        </Badge>
      ))}
    </span>
  );
}
