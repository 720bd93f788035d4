import { Field as Base } from '@base-ui/react/field';
import { cx } from './cx.ts';
import { control, FieldFrame, type FieldProps } from './Field.tsx';

/**
 * A civil date, `YYYY-MM-DD`, or an empty string. The browser's own picker: it is keyboard- and
 * screen-reader-complete on every platform and opens the phone's wheel.
 */
export function DateField(props: FieldProps<string> & { min?: string; max?: string }) {
  const { value, onValueChange, onBlur, inputRef, min, max, ...frame } = props;
  return (
    <FieldFrame {...frame}>
      <Base.Control
        type="date"
        ref={inputRef as never}
        {...{ min, max, onBlur, value }}
        onValueChange={(next: string) => onValueChange(next)}
        className={cx(control, 'figures page-start')}
      />
    </FieldFrame>
  );
}
