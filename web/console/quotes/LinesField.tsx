import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import type { FormState } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { faultsOf } from '../orders/faults.ts';
import { useServiceWords } from '../services/words.ts';
import { LineFields } from './LineFields.tsx';
import type { LineValues, QuoteValues } from './schema.ts';
import type { Preview } from './useQuotePreview.ts';

type Props = {
  form: FormState<QuoteValues>;
  currency: string;
  answer: Preview | undefined;
  error: unknown;
};

/** What is offered: products and services, each with its quantity and its price. */
export function LinesField({ form, currency, answer, error }: Props) {
  const { t } = useLingui();
  const lines = form.hook.watch('lines');
  const refused = form.hook.formState.errors.lines;
  const faults = faultsOf(error);
  const put = (next: LineValues[]) =>
    form.hook.setValue('lines', next, { shouldDirty: true, shouldValidate: form.hook.formState.isSubmitted });
  return (
    <Card title={t`What you offer`} description={t`Prices are your price book’s, unless you write another.`}>
      <div className="flex flex-col gap-4">
        {lines.length > 0 && (
          <ul className="flex flex-col gap-4">
            {lines.map((line, index) => (
              <LineFields
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the quote
                key={`${line.offer_id ?? line.service_id} ${index}`}
                line={line}
                currency={currency}
                priced={error ? undefined : answer?.lines[index]}
                fault={{ ...faults(index), ...messages(refused?.[index]) }}
                onChange={(change) =>
                  put(lines.map((one, at) => (at === index ? { ...one, ...change } : one)))
                }
                onRemove={() => put(lines.filter((_, at) => at !== index))}
              />
            ))}
          </ul>
        )}
        {refused?.message && lines.length === 0 && (
          <p role="alert" className="text-sm text-bad">
            <Trans>Add at least one product or service.</Trans>
          </p>
        )}
        <AddLine key={lines.length} onAdd={(line) => put([...lines, line])} />
      </div>
    </Card>
  );
}

type Refused = Partial<Record<string, { message?: string | undefined }>> | undefined;

/** The form's own refusals of a line, by field. */
function messages(refused: unknown): Record<string, string> {
  const entries = Object.entries((refused as Refused) ?? {});
  return Object.fromEntries(
    entries.flatMap(([field, fault]) => (fault?.message ? [[field, fault.message]] : [])),
  );
}

/** Finds an offer of the store or a service, and adds it. */
function AddLine({ onAdd }: { onAdd: (line: LineValues) => void }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const { kinds } = useServiceWords();
  const [typed, setTyped] = useState('');
  const query = { limit: 20, ...(typed && { q: typed }) };
  const keep = { placeholderData: keepPreviousData };
  const store = $api.useQuery('get', '/v1/orders/store', { params: { query } }, keep);
  const services = $api.useQuery('get', '/v1/orders/services', { params: { query } }, keep);
  const offers = (store.data?.items ?? []).flatMap((product) => product.offers);
  const offered = services.data?.items ?? [];
  const add = (value: string) => {
    const offer = offers.find(({ offer_id }) => offer_id === value);
    const service = offered.find(({ id }) => id === value);
    const common = { domain: '', unit_price: '' };
    if (offer)
      onAdd({
        ...{ ...common, offer_id: offer.offer_id, service_id: null },
        ...{ name: offer.product_name, detail: offer.offer_name, quantity: offer.minimum_quantity },
      });
    if (service)
      onAdd({
        ...{ ...common, offer_id: null, service_id: service.id },
        ...{ name: service.name, detail: service.description, quantity: 1 },
      });
  };
  return (
    <Combobox
      label={t`Add a product or a service`}
      placeholder={t`Search by name`}
      value=""
      onValueChange={add}
      onSearch={setTyped}
      searching={store.isFetching || services.isFetching}
      options={[
        ...offered.map(({ id, name, kind }) => {
          const how = kinds[kind];
          return { value: id, label: text(name), note: t`Your service · ${how}` };
        }),
        ...offers.map(({ offer_id, product_name, offer_name }) => ({
          value: offer_id,
          label: text(product_name),
          note: text(offer_name),
        })),
      ]}
    />
  );
}
