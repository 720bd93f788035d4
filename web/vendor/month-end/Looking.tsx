import { Trans } from '@lingui/react/macro';
import { Spinner } from '../../ui/Spinner.tsx';

/** A report that is being reckoned: over thousands of resellers it takes a moment. */
export function Looking() {
  return (
    <p className="flex items-center gap-3 px-5 py-10 text-muted">
      <Spinner className="size-4" />
      <Trans>Reckoning…</Trans>
    </p>
  );
}
