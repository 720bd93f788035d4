import { Field as Base } from '@base-ui/react/field';
import { useLingui } from '@lingui/react/macro';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { cx } from './cx.ts';
import { boxedInput, control, controlBox, FieldFrame, type FieldProps } from './Field.tsx';
import { Eye, EyeOff } from './icons.ts';

type Native = Pick<
  ComponentProps<'input'>,
  | 'type'
  | 'autoComplete'
  | 'placeholder'
  | 'maxLength'
  | 'inputMode'
  | 'autoFocus'
  | 'readOnly'
  | 'spellCheck'
  | 'onKeyDown'
>;

export type TextFieldProps = FieldProps<string> &
  Native & {
    /** Codes, domains and addresses read left to right in every language. E-mail, URL and phone fields do by themselves. */
    ltr?: boolean;
    /** Drawn inside the box, at its ends: a currency, a percent sign. */
    lead?: ReactNode;
    trail?: ReactNode;
  };

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, disabled, name, className, ...rest } = props;
  return (
    <FieldFrame {...{ label, hint, error, optional, disabled, name, className }}>
      <TextInput {...rest} />
    </FieldFrame>
  );
}

function TextInput({
  value,
  onValueChange,
  inputRef,
  ltr,
  lead,
  trail,
  ...native
}: Omit<TextFieldProps, 'label' | 'hint' | 'error' | 'optional' | 'disabled' | 'name' | 'className'>) {
  const leftToRight = ltr || ['email', 'url', 'tel', 'password'].includes(native.type ?? '');
  return (
    <span className={controlBox}>
      {lead && <span className="shrink-0 ps-3 text-muted">{lead}</span>}
      <Base.Control
        {...native}
        ref={inputRef as never}
        value={value}
        onValueChange={(next: string) => onValueChange(next)}
        dir={leftToRight ? 'ltr' : 'auto'}
        className={boxedInput}
      />
      {trail && <span className="flex min-w-8 shrink-0 justify-center pe-1 text-sm text-muted">{trail}</span>}
    </span>
  );
}

/** A password, with an eye to read it back. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'trail'>) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const eye = (
    <button
      type="button"
      aria-label={shown ? t`Hide the password` : t`Show the password`}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
      className="flex size-7 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
    >
      <Icon className="size-4" strokeWidth={1.75} aria-hidden />
    </button>
  );
  return <TextField {...props} ltr type={shown ? 'text' : 'password'} spellCheck={false} trail={eye} />;
}

/** Several lines of text; grows with what is typed. */
export function TextArea(
  props: FieldProps<string> & { rows?: number; placeholder?: string; maxLength?: number },
) {
  const {
    label,
    hint,
    error,
    optional,
    disabled,
    name,
    className,
    value,
    onValueChange,
    inputRef,
    rows = 3,
    ...native
  } = props;
  return (
    <FieldFrame {...{ label, hint, error, optional, disabled, name, className }}>
      <Base.Control
        render={<textarea rows={rows} {...native} dir="auto" />}
        ref={inputRef as never}
        value={value}
        onValueChange={(next: string) => onValueChange(next)}
        className={cx(control, 'h-auto! page-start field-sizing-content py-2 leading-relaxed')}
      />
    </FieldFrame>
  );
}
