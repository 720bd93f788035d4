import { useLingui } from '@lingui/react/macro';
import { Badge } from '../../ui/Badge.tsx';

/** A tax number as it is kept; one whose check digits do not fit says so, for whoever relies on it. */
export function TaxNumber({ number, check }: { number: string; check: 'fits' | 'does_not_fit' | 'none' }) {
  const { t } = useLingui();
  return (
    <span className="grid justify-items-start gap-1">
      <bdi className="figures">{number}</bdi>
      {check === 'does_not_fit' && (
        <>
          <Badge tone="warn">{t`Check digit does not fit`}</Badge>
          <span className="text-sm text-muted">
            {t`A digit may be mistyped. Compare it with the tax certificate.`}
          </span>
        </>
      )}
    </span>
  );
}
