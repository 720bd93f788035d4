import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

type Props = Omit<ComponentProps<typeof Button>, 'children' | 'title'> & {
  /** The words on the button. */
  label: ReactNode;
  /** The dialog's heading; the button's words unless said. */
  title?: ReactNode;
  description?: ReactNode;
  dialogSize?: 'sm' | 'md' | 'lg';
  /** The dialog's body, made anew each time it opens: a form that calls `close` when it is done. */
  children: (close: () => void) => ReactNode;
};

/** A button that opens a short form over the page. */
export function DialogButton({ label, title, description, dialogSize, children, ...button }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title ?? label}
        description={description}
        size={dialogSize ?? 'md'}
      >
        {open && children(() => setOpen(false))}
      </Dialog>
    </>
  );
}
