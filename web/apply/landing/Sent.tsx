import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { $api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Mail } from '../../ui/icons.ts';
import { toast } from '../../ui/toast.ts';
import { DemoMail } from '../frame/DemoMail.tsx';
import type { SentApplication } from './useApplication.ts';

type SentProps = {
  /** What was sent; the link went to its address. */
  sent: SentApplication;
  demo: boolean;
  onChange: () => void;
};

/** The application is sent; what is left is in the mailbox. */
export function Sent({ sent, demo, onChange }: SentProps) {
  const { t } = useLingui();
  const again = $api.useMutation('post', '/v1/program/applications', {
    onSuccess: () => toast.good(t`Sent again`),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.getElementById('application')?.scrollIntoView({ behavior: 'smooth' });
  }, []);
  return (
    <div className="flex flex-col items-start py-3">
      <span className="flex size-12 items-center justify-center rounded-full bg-good-soft text-good">
        <Mail className="size-5.5" strokeWidth={1.75} aria-hidden />
      </span>
      <h3 ref={heading} tabIndex={-1} className="mt-5 text-xl">
        <Trans>Check your mail</Trans>
      </h3>
      <p className="mt-2 max-w-prose text-muted">
        <Trans>
          We have written to <bdi className="font-medium text-ink">{sent.contact_email}</bdi>. Open the link
          in the letter to confirm the address and choose a password. It works for two days.
        </Trans>
      </p>
      {demo && <DemoMail className="mt-5" />}
      <div className="mt-6 flex flex-wrap gap-2">
        <Button busy={again.isPending} onClick={() => again.mutate({ body: sent })}>
          <Trans>Send it again</Trans>
        </Button>
        <Button variant="quiet" onClick={onChange}>
          <Trans>Change what I sent</Trans>
        </Button>
      </div>
    </div>
  );
}
