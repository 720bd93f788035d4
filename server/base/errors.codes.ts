/** Every code a problem answer can carry, with its title. Programs match on the code; people read the detail. */
export const CODES = {
  invalid_field: 'A field needs another value',
  invalid_body: 'The request is not in the expected form',
  not_signed_in: 'Sign in first',
  wrong_sign_in: 'E-mail address, password or code is not right',
  code_required: 'A one-time code is needed',
  locked_out: 'Too many attempts from here',
  rate_limited: 'Too many requests',
  csrf: 'The request did not come from the console',
  not_allowed: 'Not allowed for your role',
  not_found: 'Not found',
  illegal_move: 'Not possible in this state',
  idempotency_mismatch: 'This Idempotency-Key was used for another request',
  already_exists: 'It exists already',
  link_expired: 'The link is no longer valid',
  terms_changed: 'The partner terms have changed meanwhile',
  special_price_needed: 'This sale needs a special price approved by management',
  payment_needed: 'The order must be paid first',
  not_for_sale: 'The offer is not for sale there',
  quantity_out_of_bounds: 'The quantity is outside what the offer allows',
  deal_contested: 'Another deal for this customer must be settled first',
  bank_file_refused: 'The bank file could not be read',
  run_blocked: 'The month-end run cannot go on',
  counterparty_failed: 'The other system did not accept it',
  bug: 'Something broke on our side',
} as const;

export type FailCode = keyof typeof CODES;
