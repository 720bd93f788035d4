import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { $api, api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { PricesFields } from '../../kit/replays/PricesFields.tsx';
import { noPrices } from '../../kit/replays/prices.ts';
import { useSession } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { RulesField } from '../price-books/RulesField.tsx';
import { type Book, faultIn, rowOf } from '../price-books/rows.ts';
import { bodyOf, schema, type Values } from './schema.ts';

type ReplayForm = FormState<Values>;

/** Says what to try on the last month of one's customers. */
export default function NewReplayPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { currency } = useSession().organization;
  const book = $api.useSuspenseQuery('get', '/v1/catalog/price-book').data;
  const last = book.versions.at(-1);
  const made = useRef('');
  const form = useForm({
    name: `replay-new-${last?.version ?? 0}`,
    schema,
    defaults: {
      ...{ name: '', kind: 'book', ...noPrices },
      book: { version: '', rules: (last?.rules ?? []).map(rowOf) },
    },
    submit: async (values) => {
      const { data } = await api.POST('/v1/billing/replays', { body: bodyOf(values, currency) });
      made.current = data?.id ?? '';
    },
    onDone: () => void navigate({ to: path(paths.console.replay, { replayId: made.current }) }),
  });
  const kind = form.hook.watch('kind');
  return (
    <Page
      title={t`Try it on the last month`}
      description={t`Your customers’ last month is run again on a copy. Invoices stay as they are, and nothing of it can be issued.`}
    >
      <Card>
        <Form
          form={form}
          action={t`Run it`}
          secondary={
            <ButtonLink variant="quiet" to={paths.console.replays}>
              <Trans>Cancel</Trans>
            </ButtonLink>
          }
        >
          <KindField form={form} />
          {kind !== 'book' && <PricesFields form={form} />}
          {kind !== 'prices' && <BookFields form={form} book={book} currency={currency} />}
          <Bind form={form} name="name">
            {(field) => <TextField label={t`Name`} placeholder={t`A higher markup`} {...field} />}
          </Bind>
        </Form>
      </Card>
    </Page>
  );
}

function KindField({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="kind">
      {(field) => (
        <RadioGroup
          label={t`What do you want to try?`}
          options={[
            {
              value: 'book',
              label: t`Your price book`,
              note: t`Other rules, or a version that is to come`,
            },
            { value: 'prices', label: t`List prices`, note: t`By a percentage, or as of a day` },
            { value: 'both', label: t`Both together`, note: t`Your answer to other list prices` },
          ]}
          {...field}
          onValueChange={(next) => field.onValueChange(next as Values['kind'])}
        />
      )}
    </Bind>
  );
}

const TYPED = 'typed';
type BookProps = { form: ReplayForm; book: Book; currency: string };

/** A version of the book, or its rules typed over. */
function BookFields({ form, book, currency }: BookProps) {
  const { t } = useLingui();
  const { date } = useFormat();
  const versions = book.versions.toReversed().map(({ version, valid_from }) => {
    const day = date(valid_from);
    return {
      value: String(version),
      label: t`Version ${version}`,
      note: valid_from > book.today ? t`Coming on ${day}` : t`From ${day}`,
    };
  });
  return (
    <>
      <Bind form={form} name="book.version">
        {(field) => (
          <Select
            label={t`Price book`}
            options={[{ value: TYPED, label: t`Not published: typed below` }, ...versions]}
            {...field}
            value={field.value || TYPED}
            onValueChange={(next) => field.onValueChange(next === TYPED ? '' : next)}
          />
        )}
      </Bind>
      {!form.hook.watch('book.version') && <TypedRules form={form} currency={currency} />}
    </>
  );
}

function TypedRules({ form, currency }: Pick<BookProps, 'form' | 'currency'>) {
  return (
    <Bind form={form} name="book.rules">
      {({ value, onValueChange }) => (
        <RulesField
          rows={value}
          onRows={onValueChange}
          currency={currency}
          faultOf={faultIn(form.hook.formState.errors.book?.rules)}
        />
      )}
    </Bind>
  );
}
