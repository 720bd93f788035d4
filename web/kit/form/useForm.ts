import './words.ts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm as useHookForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { Problem } from '../../api/problem.ts';
import { leaveIfSignedOut } from '../leaving.ts';
import { sentenceOf } from '../problems.ts';
import { dropDraft, keepDraft, readDraft } from './draft.ts';

type Options<Schema extends z.ZodType<FieldValues, FieldValues>> = {
  /** Names the draft: one per form and thing edited (`customer-new`, `customer-${id}`). */
  name: string;
  schema: Schema;
  /** Every field, from the start: an empty string for text not yet typed, null for a number. */
  defaults: z.input<Schema>;
  /** Sends it. A `Problem` it throws is shown beside the fields it points at, the rest above the buttons. */
  submit: (values: z.output<Schema>) => Promise<unknown>;
  /** `false`: nothing typed is kept, as on the sign-in page. */
  keep?: boolean;
  /** After it was sent and the draft forgotten: go somewhere, close the drawer. */
  onDone?: () => void;
};

export type FormState<In extends FieldValues = FieldValues> = {
  hook: UseFormReturn<In, unknown, FieldValues>;
  send: (event?: React.BaseSyntheticEvent) => Promise<void>;
  /** What was refused and belongs to no field. */
  refusal: string | null;
  /** The fields hold what was typed before a reload. */
  restored: boolean;
  /** Forgets what was typed. */
  startOver: () => void;
  busy: boolean;
  /** Typed into since it was last sent. */
  unsaved: boolean;
};

/** A form whose draft survives a reload and whose refusals land on their fields. Draw it with `<Form>` and `<Bind>`. */
export function useForm<Schema extends z.ZodType<FieldValues, FieldValues>>(
  options: Options<Schema>,
): FormState<z.input<Schema>> {
  type In = z.input<Schema> & FieldValues;
  const { name, schema, defaults, submit, onDone, keep = true } = options;
  const [draft] = useState(() => (keep ? readDraft(name) : null));
  const [restored, setRestored] = useState(draft !== null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const sent = useRef(false);
  const client = useQueryClient();
  const hook = useHookForm<In, unknown, FieldValues>({
    resolver: zodResolver(schema) as never,
    defaultValues: { ...defaults, ...draft } as DefaultValues<In>,
    mode: 'onTouched',
    shouldFocusError: true,
  });
  useDraft(keep ? name : null, hook, sent);
  const send = hook.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      await submit(values as z.output<Schema>);
    } catch (error) {
      // The session has ended: what was typed waits here for the way back from sign-in.
      if (!leaveIfSignedOut(error)) setRefusal(placeRefusal(hook, error));
      return;
    }
    sent.current = true;
    dropDraft(name);
    setRestored(false);
    hook.reset(hook.getValues());
    void client.invalidateQueries();
    onDone?.();
  });
  const startOver = () => {
    dropDraft(name);
    setRestored(false);
    setRefusal(null);
    hook.reset(defaults as In);
  };
  const { isSubmitting, isDirty } = hook.formState;
  return {
    hook,
    send,
    refusal,
    restored,
    startOver,
    busy: isSubmitting,
    unsaved: (isDirty || restored) && !sent.current,
  };
}

/** Keeps the draft a moment after each change, and at once when the page is left. */
function useDraft<In extends FieldValues>(
  name: string | null,
  hook: UseFormReturn<In, unknown, FieldValues>,
  sent: { current: boolean },
): void {
  const { subscribe, getValues } = hook;
  useEffect(() => {
    if (name === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = undefined;
      keepDraft(name, getValues());
    };
    const keepIfWaiting = () => {
      if (timer) keep();
    };
    const unsubscribe = subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ isDirty }) => {
        if (!isDirty) return;
        sent.current = false;
        clearTimeout(timer);
        timer = setTimeout(keep, 200);
      },
    });
    addEventListener('pagehide', keepIfWaiting);
    return () => {
      unsubscribe();
      removeEventListener('pagehide', keepIfWaiting);
      if (sent.current) clearTimeout(timer);
      else keepIfWaiting();
    };
  }, [name, subscribe, getValues, sent]);
}

/** Puts each pointed-at sentence on its field and focuses the first; answers what belongs to no field. */
function placeRefusal<In extends FieldValues>(
  hook: UseFormReturn<In, unknown, FieldValues>,
  error: unknown,
): string | null {
  const fields = error instanceof Problem ? error.errors : [];
  const known = fields.filter(
    ({ pointer }) => hook.getFieldState(fieldOf(pointer) as Path<In>) && hasField(hook, pointer),
  );
  for (const [index, { pointer, detail }] of known.entries()) {
    hook.setError(
      fieldOf(pointer) as Path<In>,
      { type: 'server', message: detail },
      { shouldFocus: index === 0 },
    );
  }
  const rest = fields.filter((field) => !known.includes(field)).map(({ detail }) => detail);
  if (rest.length > 0) return rest.join(' ');
  return known.length > 0 ? null : sentenceOf(error);
}

/** `#/contact/email` → `contact.email`. */
export function fieldOf(pointer: string): string {
  const parts = pointer.replace(/^#?\//, '').split('/');
  return parts.map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~')).join('.');
}

function hasField<In extends FieldValues>(
  hook: UseFormReturn<In, unknown, FieldValues>,
  pointer: string,
): boolean {
  return hook.getValues(fieldOf(pointer) as Path<In>) !== undefined;
}
