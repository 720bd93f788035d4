import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { IconButton } from './Button.tsx';
import { Check, Copy } from './icons.ts';

/** Copies `text` and says so with a tick for two seconds. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <>
      <IconButton size="sm" label={label ?? t`Copy`} icon={copied ? Check : Copy} onClick={copy} />
      <span aria-live="polite" className="sr-only">
        {copied && t`Copied`}
      </span>
    </>
  );
}

/** A reference people carry elsewhere (an IBAN, an order number), set apart and ready to copy. */
export function CopyText({ text, label }: { text: string; label?: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <bdi className="figures min-w-0 font-medium wrap-anywhere">{text}</bdi>
      <CopyButton text={text} {...(label && { label })} />
    </span>
  );
}
