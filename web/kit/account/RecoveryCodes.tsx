import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';

/** The recovery codes, this one time. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useLingui();
  const text = codes.join('\n');
  return (
    <div className="flex flex-col gap-5">
      <p>
        <Trans>
          If the phone is lost, each of these signs you in once. Keep them somewhere safe: they are not shown
          again.
        </Trans>
      </p>
      <ol
        dir="ltr"
        className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-lg bg-sunken px-5 py-4 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" onClick={onDone}>
          <Trans>I have kept them</Trans>
        </Button>
        <OutLink
          plain
          download="caravan-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          className="inline-flex h-9 items-center gap-2 rounded-md px-3 font-medium text-muted hover:bg-hover hover:text-ink"
        >
          <Download className="size-4" strokeWidth={1.75} aria-hidden />
          <Trans>Download</Trans>
        </OutLink>
        <CopyButton text={text} label={t`Copy all`} />
      </div>
    </div>
  );
}
