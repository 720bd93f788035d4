import { Trans } from '@lingui/react/macro';
import { useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { asked } from './confirm.ts';
import { useStore } from './store.ts';

/** Shows what `confirm` asks; stands once in each face. */
export function ConfirmHost() {
  const question = useStore(asked);
  const last = useRef(question);
  // The words stay while the dialog fades away.
  if (question) last.current = question;
  const shown = last.current;
  if (!shown) return null;
  const close = (yes: boolean) => {
    asked.set(null);
    shown.answer(yes);
  };
  return (
    <Dialog
      size="sm"
      open={question !== null}
      onOpenChange={(open) => open || close(false)}
      title={shown.title}
      description={shown.description}
      actions={
        <>
          <Button onClick={() => close(false)}>
            <Trans>Not now</Trans>
          </Button>
          <Button variant={shown.danger ? 'danger' : 'primary'} onClick={() => close(true)}>
            {shown.action}
          </Button>
        </>
      }
    />
  );
}
