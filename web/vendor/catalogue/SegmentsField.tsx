import { Trans } from '@lingui/react/macro';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { type ProductValues, SEGMENTS } from './product.ts';

type Chosen = ProductValues['segments'];

/** To whom a product may be sold. */
export function SegmentsField({
  value,
  onValueChange,
}: {
  value: Chosen;
  onValueChange: (next: Chosen) => void;
}) {
  const { segments } = useProductWords();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">
        <Trans>Sold to</Trans>{' '}
        <span className="font-normal text-muted">
          <Trans>None chosen: everyone</Trans>
        </span>
      </legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {SEGMENTS.map((segment) => (
          <Checkbox
            key={segment}
            label={segments[segment]}
            value={value.includes(segment)}
            onValueChange={(on) =>
              onValueChange(on ? [...value, segment] : value.filter((one) => one !== segment))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
