import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan, useSession } from '../../kit/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { RulesField } from './RulesField.tsx';
import { type Book, faultIn, isRule, rowOf, ruleOf, ruleShape } from './rows.ts';

/** Publishes the book's next version, beginning from the last one's rules. */
export function VersionButton({ book }: { book: Book }) {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      dialogSize="lg"
      label={t`Publish a version`}
      description={t`It makes your customers’ prices from its day on. Versions are never changed.`}
      disabled={unless(useCan('price_book.edit'))}
    >
      {(close) => <VersionForm book={book} onDone={close} />}
    </DialogButton>
  );
}

const row = z.object(ruleShape).refine(isRule, { path: ['value'] });
const schema = z.object({ valid_from: z.iso.date(), note: z.string().trim().max(500), rules: z.array(row) });

function VersionForm({ book, onDone }: { book: Book; onDone: () => void }) {
  const { t } = useLingui();
  const { currency } = useSession().organization;
  const last = book.versions.at(-1);
  const earliest = earliestOf(book);
  const form = useForm({
    name: `price-book-${last?.version ?? 0}`,
    schema,
    defaults: { valid_from: earliest, note: '', rules: (last?.rules ?? []).map(rowOf) },
    submit: ({ valid_from, note, rules }) =>
      api.POST('/v1/catalog/price-book/versions', {
        body: {
          valid_from,
          note: note || null,
          rules: rules.flatMap((typed) => ruleOf(typed, currency) ?? []),
        },
      }),
    onDone: () => {
      toast.good(t`The version is published`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Publish the version</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="valid_from">
          {(field) => <DateField label={t`From this day on`} min={earliest} {...field} />}
        </Bind>
        <Bind form={form} name="note">
          {(field) => <TextField optional label={t`Note to yourselves`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="rules">
        {({ value, onValueChange }) => (
          <RulesField
            rows={value}
            onRows={onValueChange}
            currency={currency}
            faultOf={faultIn(form.hook.formState.errors.rules)}
          />
        )}
      </Bind>
    </Form>
  );
}

/** The first version may begin today; a later one after today, and not before the last. */
function earliestOf({ versions, today }: Book): string {
  const last = versions.at(-1);
  if (!last) return today;
  return last.valid_from > today ? last.valid_from : dayAfter(today);
}
