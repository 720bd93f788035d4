import { Trans } from '@lingui/react/macro';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { Upload } from '../../ui/icons.ts';
import { Spinner } from '../../ui/Spinner.tsx';

type Props = {
  title: ReactNode;
  hint?: ReactNode;
  /** Endings the file chooser offers first; what is dropped may be any. */
  accept: string;
  busy: boolean;
  onFile: (file: File) => void;
};

/** A place to drop a file on, or to choose one. One at a time. */
export function FileDrop({ title, hint, accept, busy, onFile }: Props) {
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => file && !busy && onFile(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex cursor-pointer flex-col items-center rounded-xl border border-dashed px-6 py-8 text-center transition-colors has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent-text',
        over ? 'border-accent-text bg-accent-soft' : 'border-line-strong bg-surface hover:border-faint',
      )}
    >
      <span className="mb-3 flex size-10 items-center justify-center rounded-full bg-hover text-muted">
        {busy ? <Spinner /> : <Upload className="size-4.5" strokeWidth={1.75} aria-hidden />}
      </span>
      <span className="font-semibold">{busy ? <Trans>Reading the file…</Trans> : title}</span>
      <span className="mt-1 text-muted">
        <Trans>
          or <span className="font-medium text-accent-text">choose one</span> from this computer.
        </Trans>{' '}
        {hint}
      </span>
      <input
        type="file"
        accept={accept}
        disabled={busy}
        className="sr-only"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
