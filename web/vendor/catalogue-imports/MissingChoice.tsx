import { useLingui } from '@lingui/react/macro';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import type { Import } from './words.ts';

export type Missing = Import['missing'];

type Props = { value: Missing; onValueChange: (value: Missing) => void; disabled?: boolean };

/** What becomes of offers that are not in the file. */
export function MissingChoice({ value, onValueChange, disabled }: Props) {
  const { t } = useLingui();
  return (
    <RadioGroup
      cards
      label={t`Offers that are not in the file`}
      value={value}
      disabled={disabled}
      onValueChange={(next) => onValueChange(next as Missing)}
      options={[
        { value: 'keep', label: t`Stay as they are`, note: t`The file says what is new or different.` },
        {
          value: 'withdraw',
          label: t`Are withdrawn`,
          note: t`The file is the whole of its families. Those who have an offer keep it.`,
        },
      ]}
    />
  );
}
