/** A reset link works this long. */
export const RESET_MINUTES = 60;

/** Links that are sent to one address in that time: no more letters come, but those that came still work. */
export const RESETS_AT_ONCE = 3;
