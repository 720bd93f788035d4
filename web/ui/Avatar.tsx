import { cx } from './cx.ts';

// Six grounds from the same sand: enough to tell neighbours apart, too quiet to look like states.
const grounds = [
  'bg-[light-dark(#e9dfcb,#4a4030)] text-[light-dark(#5c4a21,#ecdfc4)]',
  'bg-[light-dark(#dfe3f3,#333c5c)] text-[light-dark(#2c3f86,#cdd7fb)]',
  'bg-[light-dark(#dfe8df,#33443a)] text-[light-dark(#2f5540,#cfe5d6)]',
  'bg-[light-dark(#efdcd4,#523a32)] text-[light-dark(#7a3b24,#f3d6c9)]',
  'bg-[light-dark(#e8dce8,#46384a)] text-[light-dark(#613a66,#e9d5ec)]',
  'bg-[light-dark(#d9e6ea,#2f434a)] text-[light-dark(#22525f,#cae3ea)]',
];

function groundOf(name: string): string | undefined {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return grounds[sum % grounds.length];
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  // Arabic letters joined into a pair read as a word; one is enough.
  const arabic = /\p{Script=Arabic}/u.test(name);
  const letters = [words[0], arabic ? undefined : words.at(-1)].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return (words.length > 1 ? letters.join('') : (letters[0] ?? '')).toUpperCase();
}

/** A person (round) or an organization (square) by its initials. The name must stand beside it or be its label. */
export function Avatar({
  name,
  square,
  size = 'md',
}: {
  name: string;
  square?: boolean;
  size?: 'sm' | 'md' | 'lg';
}) {
  const sizes = { sm: 'size-6 text-[0.625rem]', md: 'size-8 text-xs', lg: 'size-11 text-base' };
  return (
    <span
      aria-hidden="true"
      className={cx(
        'flex shrink-0 select-none items-center justify-center font-semibold',
        square ? 'rounded-md' : 'rounded-full',
        sizes[size],
        groundOf(name),
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
