import { Trans, useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Controller, type FieldValues, type Path, type PathValue } from 'react-hook-form';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import type { FieldProps } from '../../ui/Field.tsx';
import { CircleAlert } from '../../ui/icons.ts';
import { confirm } from '../confirm.ts';
import type { FormState } from './useForm.ts';

type FormProps<In extends FieldValues> = {
  form: FormState<In>;
  /** The verb on the main button. */
  action: ReactNode;
  /** Beside it: a way back. */
  secondary?: ReactNode;
  /** Keeps silent when the page is left unsent; for sign-in and searches. */
  unguarded?: boolean;
  /** Left out where the buttons stand elsewhere (a drawer's footer): give the form an `id` and the button `form={id}`. */
  id?: string;
  className?: string;
  children: ReactNode;
};

/** The form around its fields: what was restored, what was refused, the buttons. */
export function Form<In extends FieldValues>({
  form,
  action,
  secondary,
  unguarded,
  id,
  className,
  children,
}: FormProps<In>) {
  useLeaveGuard(form.unsaved && !form.busy && !unguarded);
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => void form.send(event)}
      className={cx('flex flex-col gap-5', className)}
    >
      {form.restored && <Restored onStartOver={form.startOver} />}
      {children}
      {form.refusal && <Refusal>{form.refusal}</Refusal>}
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <Button type="submit" variant="primary" busy={form.busy} className="max-sm:grow">
          {action}
        </Button>
        {secondary}
      </div>
    </form>
  );
}

function Restored({ onStartOver }: { onStartOver: () => void }) {
  return (
    <p className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-sunken px-3.5 py-2 text-sm text-muted">
      <Trans>We kept what you had typed.</Trans>
      <Button size="sm" variant="quiet" onClick={onStartOver}>
        <Trans>Start over</Trans>
      </Button>
    </p>
  );
}

/** A refusal that belongs to no field, read out when it appears. */
export function Refusal({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-2.5 rounded-lg bg-bad-soft px-3.5 py-2.5 text-bad">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** Asks before a link leads away from an unsent form. A reload does not ask: the draft is kept. */
function useLeaveGuard(unsaved: boolean): void {
  const { t } = useLingui();
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!unsaved || current.pathname === next.pathname) return false;
      const leave = await confirm({
        title: t`Leave without sending?`,
        description: t`What you typed is kept until you close this tab.`,
        action: t`Leave`,
      });
      return !leave;
    },
    enableBeforeUnload: false,
  });
}

/** What a field under `<Bind>` is given. */
export type Bound<Value> = Pick<
  FieldProps<Value>,
  'name' | 'value' | 'onValueChange' | 'onBlur' | 'error' | 'inputRef'
>;

type BindProps<In extends FieldValues, Name extends Path<In>> = {
  form: FormState<In>;
  name: Name;
  children: (field: Bound<PathValue<In, Name>>) => ReactNode;
};

/** Ties a part to a field: `<Bind form={form} name="email">{(field) => <TextField label={…} {...field} />}</Bind>`. */
export function Bind<In extends FieldValues, Name extends Path<In>>({
  form,
  name,
  children,
}: BindProps<In, Name>) {
  return (
    <Controller
      control={form.hook.control}
      name={name}
      render={({ field, fieldState }) => (
        <>
          {children({
            name,
            value: field.value,
            onValueChange: field.onChange,
            onBlur: field.onBlur,
            error: fieldState.error?.message,
            inputRef: field.ref,
          })}
        </>
      )}
    />
  );
}
