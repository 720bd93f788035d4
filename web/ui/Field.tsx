import { Field as Base } from '@base-ui/react/field';
import { Trans } from '@lingui/react/macro';
import type { ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { CircleAlert } from './icons.ts';

/**
 * What every field takes, so that any of them can stand in `<Bind>`: a label, the value and what to call when it
 * changes, and the sentence to show when the value is refused.
 */
export type FieldProps<Value> = {
  label: ReactNode;
  /** One line under the field: an example, where to find the number, what happens with it. */
  hint?: ReactNode;
  /** A sentence a person can act on; the field is marked and the sentence takes the hint's place. */
  error?: string | undefined;
  /** Says "optional" beside the label. Fields are required unless they say so. */
  optional?: boolean;
  disabled?: boolean;
  name?: string;
  value: Value;
  onValueChange: (value: Value) => void;
  onBlur?: () => void;
  /** Where focus goes when this is the first refused field. */
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement & HTMLButtonElement>;
  className?: string;
};

/** The look of a box to type or choose in. Sixteen pixels on phones, or iOS zooms in. */
export const control =
  'h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink shadow-low transition-[border-color,box-shadow] duration-100 hover:border-faint/70 focus-visible:border-accent-text focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent-text/25 data-invalid:border-bad data-invalid:focus-visible:outline-bad/25 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted max-sm:h-10 max-sm:text-lg';

/**
 * The same around an input with something beside it. The box follows the page's direction and the input its text's, so
 * what stands at the end stays there when an e-mail address runs the other way.
 */
export const controlBox =
  'flex h-9 w-full min-w-0 items-center rounded-md border border-line-strong bg-surface text-base text-ink shadow-low transition-[border-color,box-shadow] duration-100 hover:border-faint/70 has-[input:focus-visible]:border-accent-text has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent-text/25 has-[input[data-invalid]]:border-bad has-[input[data-invalid]:focus-visible]:outline-bad/25 has-[input:disabled]:bg-sunken max-sm:h-10';

/** The input inside a `controlBox`. */
export const boxedInput =
  'page-start h-full w-full min-w-0 grow rounded-md bg-transparent px-3 outline-none disabled:cursor-not-allowed disabled:text-muted max-sm:text-lg';

type FrameProps = Pick<
  FieldProps<unknown>,
  'label' | 'hint' | 'error' | 'optional' | 'disabled' | 'name' | 'className'
>;

/** The label above, the control, and the hint or the error below; wires their ids together. */
export function FieldFrame({
  label,
  hint,
  error,
  optional,
  children,
  className,
  ...rest
}: FrameProps & { children: ReactNode }) {
  return (
    <Base.Root {...rest} invalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <Base.Label className="flex items-baseline justify-between gap-3 text-sm font-medium text-ink">
        <span>{label}</span>
        {optional && (
          <span className="font-normal text-faint">
            <Trans>optional</Trans>
          </span>
        )}
      </Base.Label>
      {children}
      <FieldNotes hint={hint} error={error} />
    </Base.Root>
  );
}

/** The line under a control. */
export function FieldNotes({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  if (!error) return hint ? <Base.Description className="text-sm text-muted">{hint}</Base.Description> : null;
  return (
    <Base.Error match className="flex items-start gap-1.5 text-sm text-bad">
      <CircleAlert className="mt-0.5 size-3.5 shrink-0" strokeWidth={2} aria-hidden />
      <span>{error}</span>
    </Base.Error>
  );
}
