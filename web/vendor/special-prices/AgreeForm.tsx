import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { parseAmount } from '../../format.ts';
import { inMajorUnits } from '../../kit/billing/decimals.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { SpecialPrice } from '../../kit/special-prices/words.ts';
import { DateField } from '../../ui/DateField.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

const line = z.object({
  line: z.number(),
  unit_price: z.number().int().min(0).nullable(),
  floor_price: z.number().int().min(0).nullable(),
  from_quantity: z.number().int().min(1),
  to_quantity: z.number().int().min(1),
});
const schema = z.object({
  lines: z.array(line),
  valid_to: z.iso.date(),
  note: z.string().trim().max(2000),
});
type AgreedLine = z.infer<typeof line>;

/** What the levels before agreed to, or the wish: where this level's own terms begin. */
function beginning({ office, lines, currency }: SpecialPrice): AgreedLine[] {
  const before = office?.approvals.findLast(({ terms, state }) => terms && state === 'agreed')?.terms;
  const whole = (minor: string) => parseAmount(inMajorUnits(minor, currency), currency);
  return lines.map(({ line, wished_price, from_quantity, to_quantity }) => {
    const agreed = before?.lines.find((one) => one.line === line);
    return {
      line,
      unit_price: whole(agreed?.unit_price ?? wished_price),
      floor_price: whole(agreed?.floor_price ?? wished_price),
      from_quantity: agreed?.from_quantity ?? from_quantity,
      to_quantity: agreed?.to_quantity ?? to_quantity,
    };
  });
}

/** Agrees to prices, floors, quantities and the last day; they begin as wished, or as the level before left them. */
export function AgreeForm({ request, onDone }: { request: SpecialPrice; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `special-price-agree-${request.id}`,
    keep: false,
    schema,
    defaults: { lines: beginning(request), valid_to: request.valid_to, note: '' },
    submit: ({ lines, valid_to, note }) =>
      api.POST('/v1/deals/special-prices/{id}/agree', {
        params: { path: { id: request.id } },
        body: {
          note: note || null,
          terms: {
            valid_from: request.valid_from,
            valid_to,
            lines: lines.map(({ unit_price, floor_price, ...rest }) => ({
              ...rest,
              unit_price: String(unit_price ?? 0),
              floor_price: String(floor_price ?? unit_price ?? 0),
            })),
          },
        },
      }),
    onDone: () => {
      toast.good(t`You have agreed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Agree</Trans>}>
      <Bind form={form} name="lines">
        {({ value, onValueChange }) => (
          <div className="flex flex-col gap-4">
            {value.map((one, index) => (
              <LineFields
                key={one.line}
                request={request}
                line={one}
                onChange={(change) =>
                  onValueChange(value.map((kept, place) => (place === index ? { ...kept, ...change } : kept)))
                }
              />
            ))}
          </div>
        )}
      </Bind>
      <Bind form={form} name="valid_to">
        {(field) => <DateField className="sm:max-w-60" label={t`Until`} {...field} />}
      </Bind>
      <Bind form={form} name="note">
        {(field) => (
          <TextArea optional label={t`Note`} hint={t`For those who decide after you.`} {...field} />
        )}
      </Bind>
    </Form>
  );
}

type LineProps = { request: SpecialPrice; line: AgreedLine; onChange: (change: Partial<AgreedLine>) => void };

function LineFields({ request, line, onChange }: LineProps) {
  const { t } = useLingui();
  const { text } = useFormat();
  const wished = request.lines.find((one) => one.line === line.line);
  return (
    <fieldset className="rounded-lg border border-line p-4">
      <legend className="px-1 font-medium">
        <bdi>{wished && text(wished.product_name)}</bdi>
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <MoneyField
          label={t`Price of one`}
          currency={request.currency}
          value={line.unit_price}
          onValueChange={(unit_price) => onChange({ unit_price })}
        />
        <MoneyField
          label={t`Never under`}
          hint={t`Plan and promotions come off the price down to here.`}
          currency={request.currency}
          value={line.floor_price}
          onValueChange={(floor_price) => onChange({ floor_price })}
        />
        <NumberField
          label={t`From so many`}
          min={1}
          value={line.from_quantity}
          onValueChange={(typed) => onChange({ from_quantity: typed ?? 1 })}
        />
        <NumberField
          label={t`Up to so many`}
          min={1}
          value={line.to_quantity}
          onValueChange={(typed) => onChange({ to_quantity: typed ?? 1 })}
        />
      </div>
    </fieldset>
  );
}
