import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { TableControl } from './state.ts';

type Props = { control: TableControl; next: string | null; count: number; limit: number };

/**
 * Back and forth by cursor. The server's lists know what comes next, not how many there are: the way back is what was
 * walked here; arriving by a link in the middle, back leads to the beginning.
 */
export function TablePages({ control, next, count, limit }: Props) {
  const { t } = useLingui();
  const { number } = useFormat();
  const here = control.state.cursor;
  const [walked, setWalked] = useState<(string | undefined)[]>([]);
  if (!here && !next) return count > limit / 2 ? <Count count={count} /> : null;
  const page = here ? Math.max(walked.length, 1) + 1 : 1;
  const forward = () => {
    setWalked(here ? [...walked, here] : [undefined]);
    control.change({ cursor: next ?? '' });
  };
  const back = () => {
    control.change({ cursor: walked.at(-1) ?? '' });
    setWalked(walked.slice(0, -1));
  };
  return (
    <nav
      aria-label={t`Pages`}
      className="flex items-center justify-between gap-4 border-t border-line px-4 py-3"
    >
      <span className="figures text-sm text-muted">
        <Trans>Page {number(page)}</Trans>
      </span>
      <span className="flex gap-2">
        <Button size="sm" disabled={!here} onClick={back}>
          <Trans>Previous</Trans>
        </Button>
        <Button size="sm" disabled={!next} onClick={forward}>
          <Trans>Next</Trans>
        </Button>
      </span>
    </nav>
  );
}

function Count({ count }: { count: number }) {
  const { number } = useFormat();
  return (
    <p className="figures border-t border-line px-5 py-3 text-sm text-muted">
      <Trans>{number(count)} in all</Trans>
    </p>
  );
}
