import { useLingui } from '@lingui/react/macro';
import { Combobox } from '../../ui/Combobox.tsx';
import type { FieldProps } from '../../ui/Field.tsx';
import { targetOf, useFoundTargets, useTargetNames } from './targets.ts';

type Props = FieldProps<string> & {
  /** Whether one offer of a product may be covered too. */
  offers?: boolean;
};

/** What a price or a discount covers, found by typing; the value is `scope target`. */
export function TargetField({ offers, ...field }: Props) {
  const { t } = useLingui();
  const { options, setTyped, searching } = useFoundTargets(offers ?? false);
  const chosen = field.value ? [targetOf(field.value)] : [];
  const nameOf = useTargetNames(chosen);
  // What is chosen stays an option when the search has moved on.
  const [own] = chosen.map((target) => ({ value: field.value, label: nameOf(target) }));
  const all = own && !options.some(({ value }) => value === own.value) ? [own, ...options] : options;
  return (
    <Combobox
      placeholder={t`Type a name or a code`}
      {...field}
      options={all}
      onSearch={setTyped}
      searching={searching}
    />
  );
}
