/** The look every floating thing shares: menus, lists of choices, hints. */
export const popup =
  'rounded-lg border border-line bg-raised text-ink shadow-high outline-none transition-[opacity,scale] duration-120 ease-calm origin-(--transform-origin) data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0';

/** One line of a floating list, highlighted by pointer or arrow keys. */
export const popupItem =
  'flex min-h-8 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 text-base outline-none data-highlighted:bg-hover data-disabled:text-faint max-sm:min-h-10';
