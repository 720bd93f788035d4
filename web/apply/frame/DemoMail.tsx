import { Trans } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';

/** In the demo no letter leaves the house: where it can be read instead. */
export function DemoMail({ className }: { className?: string }) {
  return (
    <p
      className={cx(
        'flex items-start gap-2.5 rounded-lg bg-accent-soft px-3.5 py-2.5 text-accent-text',
        className,
      )}
    >
      <Info className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <span>
        <Trans>
          This is a demo, and no mail is sent: the letter is kept in{' '}
          <OutLink href={paths.office.outbox} className="underline">
            the outbox of the program office
          </OutLink>
          .
        </Trans>
      </span>
    </p>
  );
}
