import type { components } from '../../api/schema.d.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import type { Bound } from '../form/Form.tsx';

type Quote = Pick<components['schemas']['OpenedQuote'], 'language' | 'consent'>;

/** The box by which a customer accepts, in the words and the language of the quote. */
export function ConsentField({ quote, field }: { quote: Quote; field: Bound<true> }) {
  return (
    <Checkbox
      label={
        <bdi lang={quote.language} className="font-normal">
          {quote.consent}
        </bdi>
      }
      {...field}
      onValueChange={(value) => field.onValueChange(value as true)}
    />
  );
}
