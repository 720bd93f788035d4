// Generated from the migrations by `npm run generate`. Do not edit.
import type { ColumnType } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: each module's .sql.ts types its own jsonb.
export type JsonColumn = ColumnType<any, unknown, unknown>;

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export interface AgreementsAgreement {
  accepted_at: ColumnType<string, Date | string, Date | string>;
  address: string;
  buyer_id: string;
  id: string;
  language: string;
  person_email: string;
  person_id: string;
  person_name: string;
  reseller_id: string;
  seller_id: string;
  terms_id: string;
  text_sha256: string;
  user_agent: string | null;
}

export interface AgreementsContract {
  agreement_id: string;
  annex: JsonColumn;
  buyer: JsonColumn;
  buyer_id: string;
  effective_on: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reference: string;
  reseller_id: string;
  seller: JsonColumn;
  seller_id: string;
}

export interface AgreementsTerms {
  content: JsonColumn;
  exact: JsonColumn;
  id: string;
  kind: string;
  published_at: ColumnType<string, Date | string, Date | string>;
  sha256: JsonColumn;
  valid_from: string;
  version: string;
}

export interface BaseAuditEntry {
  action: string;
  address: string | null;
  details: Generated<JsonColumn>;
  hash: string;
  organization_id: string | null;
  person_id: string | null;
  person_name: string | null;
  previous_hash: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seq: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  subject_id: string | null;
  subject_kind: string;
}

export interface BaseDemo {
  began_at: ColumnType<string, Date | string, Date | string>;
  loaded_at: ColumnType<string, Date | string, Date | string> | null;
  only_one: Generated<boolean>;
  state: string;
}

export interface BaseEvent {
  audience: string[];
  id: Generated<ColumnType<bigint, bigint | number | string, bigint | number | string>>;
  name: string;
  payload: Generated<JsonColumn>;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  subject_id: string;
  xid: Generated<string>;
}

export interface BaseIdempotencyKey {
  answer: JsonColumn | null;
  key: string;
  owner: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  request_sha256: string;
  status: number | null;
}

export interface BaseMail {
  body: string;
  failure: string | null;
  html: string;
  id: string;
  kind: string;
  language: string;
  recipient: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  sent_at: ColumnType<string, Date | string, Date | string> | null;
  state: Generated<string>;
  subject: string;
}

export interface BillingAccountHold {
  account_id: string;
  buyer_id: string;
  cause: string;
  from_days: number | null;
  held: boolean;
  place: number;
  reason: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  set_by: string | null;
}

export interface BillingAllocation {
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  buyer_id: string;
  invoice_id: string;
  payment_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  revision: Generated<number>;
  seller_id: string;
}

export interface BillingBankEntry {
  account_id: string | null;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  bank_account: string;
  bank_file_id: string;
  bank_reference: string | null;
  booked_on: string;
  cause: string | null;
  counterparty: string | null;
  currency: string;
  end_to_end_id: string | null;
  id: string;
  line: number;
  payment_id: string | null;
  proposed_payment_id: string | null;
  reference: string;
  remittance: string;
  reseller_id: string;
  seller_id: string;
  state: string;
}

export interface BillingBankFile {
  entries: number;
  id: string;
  imported_at: ColumnType<string, Date | string, Date | string>;
  imported_by: string | null;
  matched: number;
  name: string;
  reseller_id: string;
  seller_id: string;
  sha256: string;
}

export interface BillingBranchMark {
  billed_through: string;
  reseller_id: string;
  run_id: string;
  seller_id: string;
}

export interface BillingCard {
  account_id: string;
  automatic: boolean;
  brand: string;
  buyer_id: string;
  customer_ref: string;
  ended_as: string | null;
  ended_at: ColumnType<string, Date | string, Date | string> | null;
  expires_on: string;
  id: string;
  kept_at: ColumnType<string, Date | string, Date | string>;
  last4: string;
  mandate_id: string;
  method_ref: string;
  prepaid: boolean;
  reseller_id: string;
  seller_id: string;
  warned_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface BillingCardAttempt {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  begun_at: ColumnType<string, Date | string, Date | string>;
  buyer_id: string;
  called_at: ColumnType<string, Date | string, Date | string>;
  card_id: string;
  charge_id: string;
  currency: string;
  ended_at: ColumnType<string, Date | string, Date | string> | null;
  id: string;
  number: number;
  payment_ref: string | null;
  reason: string | null;
  reseller_id: string;
  seller_id: string;
  state: string;
}

export interface BillingCardCharge {
  account_id: string;
  buyer_id: string;
  due_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  invoice_id: string | null;
  payment_request_id: string | null;
  planned_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  state: string;
  tries: number;
}

export interface BillingCardMandate {
  account_id: string;
  agreed_at: ColumnType<string, Date | string, Date | string>;
  agreed_by: string | null;
  buyer_id: string;
  id: string;
  language: string;
  prepaid: boolean;
  reseller_id: string;
  seller_id: string;
  words: string;
}

export interface BillingCardSetup {
  account_id: string;
  buyer_id: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  gateway_id: string | null;
  id: string;
  mandate_id: string;
  reseller_id: string;
  seller_id: string;
  state: string;
  url: string | null;
}

export interface BillingCharge {
  account_id: string;
  buyer_id: string;
  component: string;
  currency: string;
  customer_id: string;
  days: number;
  discount: ColumnType<string, string, string>;
  exemption: JsonColumn | null;
  invoice_id: string;
  list_price: ColumnType<string, string, string>;
  net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  offer_id: string | null;
  origin_component: string | null;
  origin_from: string | null;
  origin_invoice_id: string | null;
  origin_revision: number | null;
  period_days: number;
  period_from: string;
  period_to: string;
  quantity: number;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  revision: number;
  run_id: string;
  seller_id: string;
  source_id: string | null;
  subscription_id: string;
  tax: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  unit_price: ColumnType<string, string, string>;
  words: JsonColumn | null;
}

export interface BillingChargeStream {
  account_id: string;
  apart: Generated<boolean>;
  billed_through: string;
  buyer_id: string;
  customer_id: string;
  offer_id: string;
  reseller_id: string;
  seller_id: string;
  starts_on: string;
  subscription_id: string;
}

export interface BillingChargeTimer {
  account_id: string;
  due_on: string;
  fired_at: ColumnType<string, Date | string, Date | string> | null;
  reseller_id: string;
  seller_id: string;
}

export interface BillingCheckout {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  asked_at: ColumnType<string, Date | string, Date | string> | null;
  buyer_id: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  gateway_id: string | null;
  id: string;
  invoice_id: string | null;
  payment_request_id: string | null;
  reseller_id: string;
  seller_id: string;
  state: string;
  url: string | null;
}

export interface BillingDueLine {
  account_id: string;
  buyer_id: string;
  component: string;
  currency: string;
  customer_id: string;
  days: number;
  discount: ColumnType<string, string, string>;
  exemption: JsonColumn | null;
  list_price: ColumnType<string, string, string>;
  net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  offer_id: string | null;
  origin_component: string | null;
  origin_from: string | null;
  origin_invoice_id: string | null;
  origin_revision: number | null;
  period_days: number;
  period_from: string;
  period_to: string;
  quantity: number;
  reseller_id: string;
  revision: number;
  run_id: string;
  seller_id: string;
  source_id: string | null;
  subscription_id: string;
  tax_note: string | null;
  tax_rate: ColumnType<string, string, string> | null;
  unit_price: ColumnType<string, string, string>;
  words: JsonColumn | null;
}

export interface BillingDunningPolicy {
  enabled: boolean;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  set_by: string | null;
  steps: JsonColumn;
  version: number;
}

export interface BillingDunningTimer {
  due_at: ColumnType<string, Date | string, Date | string>;
  due_on: string;
  fired_at: ColumnType<string, Date | string, Date | string> | null;
  reseller_id: string;
  seller_id: string;
}

export interface BillingEInvoice {
  buyer_id: string;
  counter: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  hash: string;
  invoice_id: string;
  previous_hash: string;
  qr: string;
  reseller_id: string;
  sandbox: boolean;
  seller_id: string;
  simplified: boolean;
  stamped_at: ColumnType<string, Date | string, Date | string>;
  xml: string;
}

export interface BillingEInvoiceLink {
  counter: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  hash: string;
  invoice_id: string;
  invoice_number: string;
  previous_hash: string;
  reseller_id: string;
  seller_id: string;
  stamped_at: ColumnType<string, Date | string, Date | string>;
}

export interface BillingEInvoiceUnit {
  certificate: string;
  id: string;
  made_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  sandbox: boolean;
  sealed_key: string;
  seller_id: string;
}

export interface BillingExchangeRate {
  from_currency: string;
  rate: ColumnType<string, string, string>;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  source: string;
  to_currency: string;
  valid_on: string;
}

export interface BillingFee {
  account_id: string;
  buyer_id: string;
  currency: string;
  customer_id: string;
  every_months: number | null;
  exemption: JsonColumn | null;
  id: string;
  quantity: number;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reference: string | null;
  reseller_id: string;
  seller_id: string;
  starts_on: string;
  unit_price: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  words: JsonColumn;
}

export interface BillingFeeEnd {
  buyer_id: string;
  ends_on: string;
  fee_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  seller_id: string;
}

export interface BillingGatewayEvent {
  created_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  type: string;
}

export interface BillingGatewayListing {
  listed_through: ColumnType<string, Date | string, Date | string>;
  one: Generated<boolean>;
}

export interface BillingInvoice {
  account_id: string;
  buyer_id: string;
  corrects_id: string | null;
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  due_on: string | null;
  earlier_rule: Generated<boolean>;
  has_terms: Generated<boolean>;
  id: string;
  issued_at: ColumnType<string, Date | string, Date | string> | null;
  issued_on: string | null;
  kind: Generated<string>;
  net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  number: string | null;
  payment_reference: string | null;
  period_from: string;
  period_to: string;
  reason: string | null;
  reseller_id: string;
  run_id: string;
  seller_id: string;
  settled: Generated<boolean>;
  state: string;
  tax: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  tax_note: string;
  tax_rate: ColumnType<string, string, string>;
  total: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  untaxed: Generated<ColumnType<bigint, bigint | number | string, bigint | number | string>>;
}

export interface BillingInvoiceSeries {
  kind: Generated<string>;
  last_number: number;
  reseller_id: string;
  seller_id: string;
  year: number;
}

export interface BillingLine {
  account_id: string | null;
  buyer_id: string | null;
  component: string | null;
  currency: string | null;
  customer_id: string | null;
  days: number | null;
  discount: ColumnType<string, string, string> | null;
  exemption: JsonColumn | null;
  invoice_id: string | null;
  list_price: ColumnType<string, string, string> | null;
  net: ColumnType<bigint, bigint | number | string, bigint | number | string> | null;
  offer_id: string | null;
  origin_component: string | null;
  origin_from: string | null;
  origin_invoice_id: string | null;
  origin_revision: number | null;
  period_days: number | null;
  period_from: string | null;
  period_to: string | null;
  quantity: number | null;
  recorded_at: ColumnType<string, Date | string, Date | string> | null;
  reseller_id: string | null;
  revision: number | null;
  run_id: string | null;
  seller_id: string | null;
  source_id: string | null;
  subscription_id: string | null;
  tax: ColumnType<bigint, bigint | number | string, bigint | number | string> | null;
  unit_price: ColumnType<string, string, string> | null;
  words: JsonColumn | null;
}

export interface BillingMinimumCommitment {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  buyer_id: string;
  currency: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  revision: number;
  seller_id: string;
  valid_from: string;
}

export interface BillingPayment {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  buyer_id: string;
  currency: string;
  id: string;
  method: string;
  note: string | null;
  reason: string | null;
  received_on: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  reverses_id: string | null;
  seller_id: string;
  source: string;
}

export interface BillingPaymentRequest {
  account_id: string;
  buyer_id: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  id: string;
  net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  order_id: string;
  paid_at: ColumnType<string, Date | string, Date | string> | null;
  payment_reference: string;
  reseller_id: string;
  seller_id: string;
  state: string;
  tax: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  total: ColumnType<bigint, bigint | number | string, bigint | number | string>;
}

export interface BillingPurchaseOrder {
  account_id: string;
  buyer_id: string;
  id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reference: string | null;
  reseller_id: string;
  seller_id: string;
  set_by: string | null;
}

export interface BillingRefund {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  asked_at: ColumnType<string, Date | string, Date | string> | null;
  buyer_id: string;
  currency: string;
  gateway_id: string | null;
  id: string;
  payment_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reference: string | null;
  refunded_on: string;
  reseller_id: string;
  seller_id: string;
  way: string;
}

export interface BillingRefundState {
  buyer_id: string;
  detail: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  refund_id: string;
  reseller_id: string;
  seller_id: string;
  state: string;
}

export interface BillingRemindedInvoice {
  account_id: string;
  buyer_id: string;
  invoice_id: string;
  open: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  reminder_id: string;
  reseller_id: string;
  seller_id: string;
  step: string;
}

export interface BillingReminder {
  account_id: string;
  buyer_id: string;
  currency: string;
  id: string;
  recipients: string[];
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  sent_by: string | null;
  sent_on: string;
  step: string;
  total: ColumnType<bigint, bigint | number | string, bigint | number | string>;
}

export interface BillingReminderPause {
  account_id: string;
  buyer_id: string;
  place: number;
  reason: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  resumes_on: string | null;
  seller_id: string;
  set_by: string | null;
}

export interface BillingReplay {
  batch: Generated<number>;
  branches: number;
  candidate: JsonColumn;
  cause: string | null;
  cutoff: string;
  done: Generated<number>;
  finished_at: ColumnType<string, Date | string, Date | string> | null;
  id: string;
  name: string;
  requested_at: ColumnType<string, Date | string, Date | string>;
  requested_by: string | null;
  reseller_id: string;
  run_id: string;
  seller_id: string;
  state: string;
}

export interface BillingReplayLine {
  account_id: string;
  buyer_id: string;
  cost_currency: string | null;
  cost_was: ColumnType<bigint, bigint | number | string, bigint | number | string> | null;
  cost_would_be: ColumnType<bigint, bigint | number | string, bigint | number | string> | null;
  currency: string;
  replay_id: string;
  reseller_id: string;
  seller_id: string;
  was: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  would_be: ColumnType<bigint, bigint | number | string, bigint | number | string>;
}

export interface BillingRun {
  cutoff: string;
  findings: Generated<JsonColumn>;
  finished_at: ColumnType<string, Date | string, Date | string> | null;
  horizon: string;
  id: string;
  kind: string;
  opened_at: ColumnType<string, Date | string, Date | string>;
  opened_by: string | null;
  rates_sha256: string | null;
  reseller_id: string;
  seller_id: string;
  state: string;
}

export interface BillingRunBand {
  above: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  currency: string;
  from_date: string;
  offer_id: string;
  run_id: string;
  to_date: string;
  unit_price: ColumnType<string, string, string>;
}

export interface BillingRunCompleteness {
  drafted_at: ColumnType<string, Date | string, Date | string>;
  report: JsonColumn;
  reseller_id: string;
  run_id: string;
  seller_id: string;
}

export interface BillingRunCustomerSource {
  account_id: string;
  customer_id: string;
  offer_id: string;
  price_source_id: string;
  reseller_id: string;
  run_id: string;
  seller_id: string;
}

export interface BillingRunFreezing {
  nth: number;
  rates_id: string;
  run_id: string;
}

export interface BillingRunRate {
  billing_preference: string;
  currency: string;
  discount: ColumnType<string, string, string>;
  exact_quantity: Generated<number | null>;
  from_date: string;
  list_price: ColumnType<string, string, string>;
  month_days: number;
  offer_id: string;
  price_source_id: string;
  quantity_from: Generated<number>;
  quantity_to: Generated<number>;
  run_id: string;
  to_date: string;
  unit_digits: Generated<ColumnType<bigint, bigint | number | string, bigint | number | string> | null>;
  unit_divisor: Generated<ColumnType<bigint, bigint | number | string, bigint | number | string> | null>;
  unit_price: ColumnType<string, string, string>;
}

export interface BillingRunSource {
  account_id: string;
  billing_preference: string;
  from_date: string;
  price_source_id: string;
  reseller_id: string;
  run_id: string;
  seller_id: string;
  to_date: string;
}

export interface BillingRunTask {
  batch: Generated<number>;
  cause: string | null;
  finished_at: ColumnType<string, Date | string, Date | string> | null;
  invoices: Generated<number>;
  leads: Generated<boolean>;
  lines: Generated<number>;
  rates_id: string | null;
  reseller_id: string;
  run_id: string;
  state: string;
  subscriptions: Generated<number>;
}

export interface BillingTaxExemption {
  account_id: string;
  authority: string;
  buyer_id: string;
  certificate: string;
  id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  revoked_at: ColumnType<string, Date | string, Date | string> | null;
  seller_id: string;
  valid_from: string;
  valid_to: string;
}

export interface BillingTaxRate {
  checked_against: string | null;
  country: string;
  doubt: string | null;
  name: string;
  rate: ColumnType<string, string, string>;
  source: string;
  valid_from: string;
}

export interface BillingTaxRateCorrection {
  corrected_on: string;
  country: string;
  rate: ColumnType<string, string, string>;
  source: string;
  valid_from: string;
  why: string;
}

export interface BillingTaxUnion {
  code: string;
  country: string;
  source: string;
  valid_from: string;
  valid_to: Generated<string>;
}

export interface BillingUsageEvent {
  chain: string[];
  event_id: string;
  file_name: string | null;
  id: string;
  note: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  subscription_id: string;
  units: number;
  used_on: string;
}

export interface CatalogAgreedPrice {
  buyer_id: string;
  currency: string;
  offer_id: string;
  quote_id: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  revision: number;
  seller_id: string;
  unit_price: ColumnType<string, string, string> | null;
  valid_from: string;
}

export interface CatalogAppliedDay {
  one: Generated<boolean>;
  through: string;
}

export interface CatalogBundlePlan {
  code: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  name: JsonColumn;
}

export interface CatalogBundlePlanVersion {
  bundle_plan_id: string;
  entry_tier: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  valid_from: string;
  version: number;
}

export interface CatalogCostPrice {
  currency: string;
  offer_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  unit_cost: ColumnType<string, string, string>;
  valid_from: string;
}

export interface CatalogFamily {
  id: string;
  name: JsonColumn;
  position: number;
}

export interface CatalogImport {
  base: string;
  content: Buffer;
  fault_count: Generated<number>;
  faults: Generated<JsonColumn>;
  file_name: string;
  format: string;
  id: string;
  missing: string;
  published_at: ColumnType<string, Date | string, Date | string> | null;
  published_by: string | null;
  reseller_id: string;
  row_count: number;
  seller_id: string;
  sha256: string;
  state: string;
  summary: Generated<JsonColumn>;
  uploaded_at: ColumnType<string, Date | string, Date | string>;
  uploaded_by: string | null;
  valid_from: string;
}

export interface CatalogImportChange {
  after: JsonColumn | null;
  before: JsonColumn | null;
  change: string;
  code: string;
  import_id: string;
  moves: Generated<JsonColumn>;
  name: JsonColumn;
  reseller_id: string;
  seller_id: string;
  seq: number;
  subject: string;
}

export interface CatalogListPrice {
  currency: string;
  floor_price: ColumnType<string, string, string> | null;
  offer_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  unit_price: ColumnType<string, string, string>;
  valid_from: string;
}

export interface CatalogOffer {
  allows_decrease: Generated<boolean>;
  allows_increase: Generated<boolean>;
  billing: Generated<string>;
  cancel_window_hours: Generated<number>;
  code: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  cycle_months: number;
  early_termination_fee_rate: ColumnType<string, string, string> | null;
  id: string;
  maximum_quantity: Generated<number>;
  minimum_quantity: Generated<number>;
  name: JsonColumn;
  package_size: Generated<number>;
  pausing: string | null;
  product_id: string;
  rate_model: Generated<string>;
  renewal_window_days: Generated<number>;
  term_months: number;
  trial_days: Generated<number>;
  version: Generated<number>;
  withdrawn_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface CatalogOfferVersion {
  facts: JsonColumn;
  import_id: string | null;
  offer_id: string;
  person_id: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  valid_from: string;
  version: number;
}

export interface CatalogPlanCommitment {
  bundle_plan_id: string;
  currency: string;
  monthly_minimum: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  version: number;
}

export interface CatalogPlanDiscount {
  billing_preference: string;
  bundle_plan_id: string;
  from_quantity: Generated<number>;
  rate: ColumnType<string, string, string>;
  scope: string;
  target: Generated<string>;
  version: number;
}

export interface CatalogPlanPreference {
  billing_preference: string;
  bundle_plan_id: string;
  rate: ColumnType<string, string, string>;
  version: number;
}

export interface CatalogPriceBand {
  above: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  currency: string;
  offer_id: string;
  unit_price: ColumnType<string, string, string>;
  valid_from: string;
}

export interface CatalogPriceBook {
  created_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  reseller_id: string;
  seller_id: string;
}

export interface CatalogPriceBookRule {
  buyer_id: string | null;
  currency: string | null;
  kind: string;
  line: number;
  price_book_id: string;
  rate: ColumnType<string, string, string> | null;
  reseller_id: string;
  scope: string;
  seller_id: string;
  target: Generated<string>;
  unit_price: ColumnType<string, string, string> | null;
  version: number;
}

export interface CatalogPriceBookVersion {
  note: string | null;
  price_book_id: string;
  published_by: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  valid_from: string;
  version: number;
}

export interface CatalogProduct {
  attributes: Generated<JsonColumn>;
  code: string;
  connector: string;
  countries: Generated<string[]>;
  created_at: ColumnType<string, Date | string, Date | string>;
  description: JsonColumn;
  family_id: string;
  id: string;
  kind: Generated<string>;
  name: JsonColumn;
  needs_domain: Generated<boolean>;
  search_text: Generated<string | null>;
  segments: Generated<string[]>;
  unit: string;
  version: Generated<number>;
  withdrawn_at: ColumnType<string, Date | string, Date | string> | null;
  works_with: Generated<JsonColumn>;
}

export interface CatalogProductRelation {
  choice: Generated<number>;
  kind: string;
  other_id: string;
  product_id: string;
}

export interface CatalogProductVersion {
  facts: JsonColumn;
  import_id: string | null;
  person_id: string | null;
  product_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  valid_from: string;
  version: number;
}

export interface CatalogPromotion {
  bundle_plan_id: string | null;
  code: string;
  from_quantity: Generated<number>;
  id: string;
  name: JsonColumn;
  rate: ColumnType<string, string, string>;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  scope: string;
  target: Generated<string>;
  valid_from: string;
  valid_to: string;
}

export interface CatalogRetailRule {
  buyer_id: string | null;
  currency: string | null;
  from_date: string | null;
  kind: string | null;
  line: number | null;
  rank: number | null;
  rate: ColumnType<string, string, string> | null;
  reseller_id: string | null;
  scope: string | null;
  seller_id: string | null;
  target: string | null;
  to_date: string | null;
  unit_price: ColumnType<string, string, string> | null;
  version: number | null;
}

export interface DealsApproval {
  because: JsonColumn;
  decided_at: ColumnType<string, Date | string, Date | string> | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_for_name: string | null;
  due_at: ColumnType<string, Date | string, Date | string> | null;
  escalated_at: ColumnType<string, Date | string, Date | string> | null;
  level: JsonColumn;
  note: string | null;
  place: number;
  remind_at: ColumnType<string, Date | string, Date | string> | null;
  reminded_at: ColumnType<string, Date | string, Date | string> | null;
  reseller_id: string;
  round: number;
  seller_id: string;
  special_price_id: string;
  state: string;
  structure_version: number;
  terms: JsonColumn | null;
}

export interface DealsApprovalStructure {
  decided_by: string | null;
  decided_by_name: string | null;
  levels: JsonColumn;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  version: number;
}

export interface DealsChoice {
  address: string;
  chosen_id: string | null;
  chosen_name: string;
  deal_id: string;
  evidence: string | null;
  id: string;
  language: string;
  person_id: string | null;
  person_name: string | null;
  reseller_id: string;
  seal_sha256: string;
  seller_id: string;
  signed_at: ColumnType<string, Date | string, Date | string>;
  signer_email: string;
  signer_name: string;
  text: string;
  text_sha256: string;
  user_agent: string | null;
  via: string;
}

export interface DealsChoiceRequest {
  chosen_id: string | null;
  chosen_name: string;
  deal_id: string;
  expires_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  language: string;
  link_sha256: string;
  person_id: string | null;
  person_name: string | null;
  requested_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  signer_email: string;
  signer_name: string;
  used_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface DealsCustomerKey {
  country: string;
  customer_id: string;
  kind: string;
  reseller_id: string;
  seller_id: string;
  shown: string;
  value: string;
}

export interface DealsCustomerLikeness {
  deal_id: string;
  found_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  note: string | null;
  other_customer_id: string;
  other_reseller_id: string;
  person_id: string | null;
  person_name: string | null;
  reasons: JsonColumn;
  reseller_id: string;
  score: ColumnType<string, string, string>;
  seller_id: string;
  verdict: Generated<string>;
  verdict_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface DealsCustomerMark {
  customer_id: string;
  reseller_id: string;
  seller_id: string;
  told: string;
}

export interface DealsDeal {
  about: string | null;
  account_id: string;
  body_kind: string;
  buyer_id: string;
  closes_on: string;
  contact_email: string | null;
  contact_name: string;
  contact_phone: string | null;
  country: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  customer_id: string | null;
  decide_by: ColumnType<string, Date | string, Date | string> | null;
  decided_at: ColumnType<string, Date | string, Date | string> | null;
  domain: string | null;
  ended_at: ColumnType<string, Date | string, Date | string> | null;
  ended_reason: string | null;
  extensions: Generated<number>;
  group_name: string | null;
  headcount: number | null;
  id: string;
  incentive_rate: ColumnType<string, string, string> | null;
  name: string;
  name_other: string | null;
  number: string;
  owner_id: string | null;
  owner_name: string | null;
  probability: number;
  protected_from: string | null;
  protected_until: string | null;
  registered_at: ColumnType<string, Date | string, Date | string> | null;
  registration_number: string | null;
  reseller_id: string;
  seller_id: string;
  settings_version: number;
  stage: string;
  staged_at: ColumnType<string, Date | string, Date | string>;
  state: string;
  value: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  won_order_id: string | null;
  won_order_number: string | null;
}

export interface DealsDealLine {
  buyer_id: string;
  deal_id: string;
  line: number;
  product_id: string;
  quantity: number;
  reseller_id: string;
  seller_id: string;
}

export interface DealsDealMove {
  buyer_id: string;
  changes: Generated<JsonColumn>;
  deal_id: string;
  move: string;
  moved_at: ColumnType<string, Date | string, Date | string>;
  note: string | null;
  organization_id: string | null;
  person_id: string | null;
  person_name: string | null;
  reseller_id: string;
  seller_id: string;
  seq: number;
  state: string;
}

export interface DealsDealTimer {
  buyer_id: string;
  deal_id: string;
  due_at: ColumnType<string, Date | string, Date | string>;
  fired_at: ColumnType<string, Date | string, Date | string> | null;
  id: string;
  kind: string;
  reseller_id: string;
  seller_id: string;
  stopped_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface DealsDelegation {
  delegate_id: string;
  ended_at: ColumnType<string, Date | string, Date | string> | null;
  id: string;
  person_id: string;
  reason: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reseller_id: string;
  seller_id: string;
  valid_from: string;
  valid_to: string;
}

export interface DealsDuplicate {
  deal_id: string;
  found_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  note: string | null;
  other_deal_id: string;
  other_reseller_id: string;
  person_id: string | null;
  person_name: string | null;
  reasons: JsonColumn;
  reseller_id: string;
  score: ColumnType<string, string, string>;
  seller_id: string;
  verdict: Generated<string>;
  verdict_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface DealsGrantedPrice {
  account_id: string;
  approved_at: ColumnType<string, Date | string, Date | string>;
  approved_by: string | null;
  buyer_id: string;
  currency: string;
  customer_id: string;
  floor_price: ColumnType<string, string, string> | null;
  from_quantity: number;
  id: string;
  number: string;
  offer_id: string;
  reseller_id: string;
  seller_id: string;
  special_price_id: string;
  to_quantity: number;
  unit_price: ColumnType<string, string, string> | null;
  valid_from: string;
  valid_to: string;
}

export interface DealsIncentive {
  account_id: string;
  buyer_id: string;
  customer_id: string;
  deal_id: string;
  id: string;
  product_id: string | null;
  rate: ColumnType<string, string, string>;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  valid_from: string;
  valid_to: string;
}

export interface DealsMatchKey {
  country: string;
  deal_id: string;
  kind: string;
  reseller_id: string;
  seller_id: string;
  shown: string;
  value: string;
}

export interface DealsSettings {
  answer_days: number;
  decision_days: number;
  escalation_days: number;
  extension_days: number;
  holidays: Generated<string[]>;
  incentive_months: number;
  incentive_rate: ColumnType<string, string, string>;
  maximum_extensions: number;
  notice_days: number;
  protection_days: number;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  recorded_by: string | null;
  reminder_days: number;
  valid_from: string;
  version: number;
  work_week: number[];
}

export interface DealsSettingsRate {
  bundle_plan_id: string;
  rate: ColumnType<string, string, string>;
  version: number;
}

export interface DealsSpecialPrice {
  account_id: string;
  buyer_id: string;
  country: string;
  currency: string;
  customer_id: string;
  customer_name: string;
  decided_at: ColumnType<string, Date | string, Date | string> | null;
  endorsed_by: string | null;
  id: string;
  number: string;
  order_id: string | null;
  reason: string;
  reopened: string | null;
  requested_at: ColumnType<string, Date | string, Date | string>;
  requested_by: string | null;
  requested_by_name: string | null;
  reseller_id: string;
  revision: number;
  round: number;
  seller_id: string;
  state: string;
  valid_from: string;
  valid_to: string;
}

export interface DealsSpecialPriceLine {
  buyer_id: string;
  from_quantity: number;
  line: number;
  list_price: ColumnType<string, string, string>;
  offer_id: string;
  reseller_id: string;
  revision: number;
  seller_id: string;
  special_price_id: string;
  to_quantity: number;
  usual_price: ColumnType<string, string, string>;
  wished_price: ColumnType<string, string, string>;
}

export interface DealsSpecialPriceMove {
  buyer_id: string;
  internal: boolean;
  move: string;
  moved_at: ColumnType<string, Date | string, Date | string>;
  note: string | null;
  organization_id: string | null;
  person_id: string | null;
  person_name: string | null;
  reseller_id: string;
  seller_id: string;
  seq: number;
  special_price_id: string;
  state: string;
}

export interface DealsSpecialPriceNeed {
  because: string;
  buyer_id: string;
  customer_id: string;
  customer_name: string;
  id: string;
  noticed_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  settled_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface IdentityAccessKey {
  created_at: ColumnType<string, Date | string, Date | string>;
  created_by: string;
  hint: string;
  id: string;
  last_used_at: ColumnType<string, Date | string, Date | string> | null;
  name: string;
  organization_id: string;
  reseller_id: string;
  revoked_at: ColumnType<string, Date | string, Date | string> | null;
  roles: string[];
  token_hash: string;
}

export interface IdentityAccount {
  buyer_id: string;
  currency: string;
  id: string;
  number: string;
  opened_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
}

export interface IdentityInvitation {
  accepted_at: ColumnType<string, Date | string, Date | string> | null;
  email: string;
  expires_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  invited_at: ColumnType<string, Date | string, Date | string>;
  invited_by: string | null;
  language: string;
  name: string;
  organization_id: string;
  reseller_id: string;
  revoked_at: ColumnType<string, Date | string, Date | string> | null;
  roles: string[];
  seller_id: string | null;
  token_hash: string;
}

export interface IdentityLink {
  expires_at: ColumnType<string, Date | string, Date | string>;
  kind: string;
  person_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  token_hash: string;
  used_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface IdentityMembership {
  ended_at: ColumnType<string, Date | string, Date | string> | null;
  organization_id: string;
  person_id: string;
  reseller_id: string;
  roles: string[];
  seller_id: string | null;
  since: ColumnType<string, Date | string, Date | string>;
}

export interface IdentityOrganization {
  address: string | null;
  bank_name: string | null;
  bic: string | null;
  body_kind: Generated<string>;
  brand_color: string | null;
  country: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  domain: string | null;
  group_name: string | null;
  headcount: number | null;
  iban: string | null;
  id: string;
  kind: string;
  language: string;
  name: string;
  path: string[];
  registration_number: string | null;
  reseller_id: string;
  seller_id: string | null;
  state: string;
  support_email: string | null;
  support_phone: string | null;
  support_url: string | null;
  tax_number: string | null;
  time_zone: string;
}

export interface IdentityPerson {
  created_at: ColumnType<string, Date | string, Date | string>;
  email: string;
  id: string;
  language: string;
  name: string;
}

export interface IdentityPersonSecret {
  changed_at: ColumnType<string, Date | string, Date | string>;
  password_hash: string | null;
  person_id: string;
  totp_confirmed_at: ColumnType<string, Date | string, Date | string> | null;
  totp_last_step: ColumnType<bigint, bigint | number | string, bigint | number | string> | null;
  totp_secret: string | null;
}

export interface IdentityRecoveryCode {
  code_hash: string;
  person_id: string;
  used_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface IdentitySession {
  address: string | null;
  created_at: ColumnType<string, Date | string, Date | string>;
  expires_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  last_seen_at: ColumnType<string, Date | string, Date | string>;
  organization_id: string | null;
  person_id: string;
  revoked_at: ColumnType<string, Date | string, Date | string> | null;
  token_hash: string;
  user_agent: string | null;
}

export interface IdentitySignInAttempt {
  address: string;
  attempted_at: ColumnType<string, Date | string, Date | string>;
  email: string;
  id: Generated<ColumnType<bigint, bigint | number | string, bigint | number | string>>;
  succeeded: boolean;
}

export interface LedgerRecognition {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  buyer_id: string;
  currency: string;
  deferred_on: string;
  id: string;
  month: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  source_id: string;
}

export interface LedgerTransfer {
  account_id: string;
  amount: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  buyer_id: string;
  credit: string;
  currency: string;
  debit: string;
  id: string;
  kind: string;
  posted_on: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  source_id: string;
}

export interface OrdersOperation {
  attempts: Generated<number>;
  broker_operation: string | null;
  chain: string[];
  failure: string | null;
  finished_at: ColumnType<string, Date | string, Date | string> | null;
  id: string;
  kind: string;
  order_id: string | null;
  quantity: number;
  requested_at: ColumnType<string, Date | string, Date | string>;
  requested_by: string | null;
  reseller_id: string;
  settlement: string | null;
  starts_on: string | null;
  state: string;
  subscription_id: string;
}

export interface OrdersOperationStep {
  chain: string[];
  description: string;
  operation_id: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seq: number;
}

export interface OrdersOrder {
  chain: string[];
  customer_id: string;
  held_reason: string | null;
  id: string;
  number: string;
  placed_at: ColumnType<string, Date | string, Date | string>;
  placed_by: string | null;
  reseller_id: string;
  seller_id: string;
  state: string;
}

export interface OrdersOrderLine {
  chain: string[];
  domain: string | null;
  line: number;
  offer_id: string;
  order_id: string;
  quantity: number;
  reseller_id: string;
  subscription_id: string | null;
}

export interface OrdersOrderMove {
  chain: string[];
  move: string;
  moved_at: ColumnType<string, Date | string, Date | string>;
  note: string | null;
  order_id: string;
  organization_id: string | null;
  person_id: string | null;
  person_name: string | null;
  reseller_id: string;
  seq: number;
  state: string;
}

export interface OrdersQuote {
  buyer_id: string | null;
  contact_email: string;
  contact_name: string;
  created_at: ColumnType<string, Date | string, Date | string>;
  created_by: string | null;
  currency: string;
  deal_id: string | null;
  id: string;
  language: string;
  number: string;
  order_failure: string | null;
  order_id: string | null;
  prospect: JsonColumn | null;
  reseller_id: string;
  seller_id: string;
  state: string;
  valid_until: string | null;
  version: Generated<number>;
}

export interface OrdersQuoteAcceptance {
  accepted_at: ColumnType<string, Date | string, Date | string>;
  address: string;
  consent: string;
  document_sha256: string;
  name: string;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  user_agent: string | null;
  version: number;
}

export interface OrdersQuoteDocument {
  made_at: ColumnType<string, Date | string, Date | string>;
  pdf: Buffer;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  sha256: string;
  version: number;
}

export interface OrdersQuoteDraft {
  content: JsonColumn;
  edited_at: ColumnType<string, Date | string, Date | string>;
  edited_by: string | null;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
}

export interface OrdersQuoteLine {
  cycle_months: number | null;
  cycle_net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  detail: JsonColumn;
  domain: string | null;
  exemption: JsonColumn | null;
  line: number;
  name: JsonColumn;
  offer_id: string | null;
  quantity: number;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  service_id: string | null;
  term_months: number | null;
  term_net: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  unit: string;
  unit_price: ColumnType<string, string, string>;
  version: number;
}

export interface OrdersQuoteLineCost {
  book_price: ColumnType<string, string, string>;
  cost_steps: Generated<JsonColumn>;
  line: number;
  price_steps: Generated<JsonColumn>;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  term_cost: ColumnType<bigint, bigint | number | string, bigint | number | string>;
  unit_cost: ColumnType<string, string, string> | null;
  version: number;
}

export interface OrdersQuoteLink {
  expires_at: ColumnType<string, Date | string, Date | string>;
  id: string;
  quote_id: string;
  recipient: string;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  seller_id: string;
  token_sha256: string;
  version: number;
}

export interface OrdersQuoteMove {
  move: string;
  moved_at: ColumnType<string, Date | string, Date | string>;
  note: string | null;
  person_id: string | null;
  person_name: string | null;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  seq: number;
  state: string;
  version: number;
}

export interface OrdersQuoteTimer {
  due_at: ColumnType<string, Date | string, Date | string>;
  fired_at: ColumnType<string, Date | string, Date | string> | null;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  version: number;
}

export interface OrdersQuoteVersion {
  message: string | null;
  quote_id: string;
  reseller_id: string;
  seller_id: string;
  sent_at: ColumnType<string, Date | string, Date | string>;
  sent_by: string | null;
  sent_by_name: string | null;
  tax_note: string;
  tax_rate: ColumnType<string, string, string>;
  terms: string | null;
  valid_until: string;
  version: number;
}

export interface OrdersSegment {
  chain: string[];
  operation_id: string | null;
  paused: Generated<boolean>;
  promised_until: string | null;
  quantity: number;
  reason: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  refunds: Generated<boolean>;
  reseller_id: string;
  seq: number;
  starts_on: string;
  subscription_id: string;
}

export interface OrdersService {
  created_at: ColumnType<string, Date | string, Date | string>;
  currency: string;
  cycle_months: number | null;
  description: JsonColumn;
  exemption: JsonColumn | null;
  id: string;
  kind: string;
  name: JsonColumn;
  reseller_id: string;
  seller_id: string;
  unit_cost: ColumnType<string, string, string> | null;
  unit_price: ColumnType<string, string, string>;
  withdrawn_at: ColumnType<string, Date | string, Date | string> | null;
}

export interface OrdersSubscription {
  activated_on: string | null;
  chain: string[];
  customer_id: string;
  domain: string | null;
  free_until: string | null;
  id: string;
  number: string;
  offer_id: string;
  ordered_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  resumes_on: string | null;
  state: string;
}

export interface ProgramAccountPlan {
  account_id: string;
  billing_preference: string;
  bundle_plan_id: string | null;
  buyer_id: string;
  decided_by: string | null;
  recorded_at: ColumnType<string, Date | string, Date | string>;
  reseller_id: string;
  revision: Generated<number>;
  seller_id: string;
  valid_from: string;
}

export interface ProgramApplication {
  about: string | null;
  address: string | null;
  agreement_id: string | null;
  applied_at: ColumnType<string, Date | string, Date | string>;
  buyer_id: string;
  company: string;
  contact_email: string;
  contact_name: string;
  contact_phone: string | null;
  country: string;
  headcount: number | null;
  id: string;
  language: string;
  letters_sent: number;
  link_expires_at: ColumnType<string, Date | string, Date | string> | null;
  link_sha256: string | null;
  number: string;
  registration_number: string;
  reseller_id: string;
  seller_id: string;
  state: string;
  tax_number: string | null;
  website: string | null;
}

export interface ProgramApplicationMove {
  application_id: string;
  buyer_id: string;
  changes: Generated<JsonColumn>;
  move: string;
  moved_at: ColumnType<string, Date | string, Date | string>;
  note: string | null;
  person_id: string | null;
  person_name: string | null;
  reseller_id: string;
  seller_id: string;
  seq: number;
}

export interface ProgramReseller {
  account_id: string;
  account_number: string;
  approved_at: ColumnType<string, Date | string, Date | string>;
  approved_by: string | null;
  channel_manager_id: string;
  channel_supervisor_id: string;
  currency: string;
  id: string;
  reseller_id: string;
  seller_id: string;
  tier: Generated<string>;
}

export interface DB {
  "agreements.agreement": AgreementsAgreement;
  "agreements.contract": AgreementsContract;
  "agreements.terms": AgreementsTerms;
  "base.audit_entry": BaseAuditEntry;
  "base.demo": BaseDemo;
  "base.event": BaseEvent;
  "base.idempotency_key": BaseIdempotencyKey;
  "base.mail": BaseMail;
  "billing.account_hold": BillingAccountHold;
  "billing.allocation": BillingAllocation;
  "billing.bank_entry": BillingBankEntry;
  "billing.bank_file": BillingBankFile;
  "billing.branch_mark": BillingBranchMark;
  "billing.card": BillingCard;
  "billing.card_attempt": BillingCardAttempt;
  "billing.card_charge": BillingCardCharge;
  "billing.card_mandate": BillingCardMandate;
  "billing.card_setup": BillingCardSetup;
  "billing.charge": BillingCharge;
  "billing.charge_stream": BillingChargeStream;
  "billing.charge_timer": BillingChargeTimer;
  "billing.checkout": BillingCheckout;
  "billing.due_line": BillingDueLine;
  "billing.dunning_policy": BillingDunningPolicy;
  "billing.dunning_timer": BillingDunningTimer;
  "billing.e_invoice": BillingEInvoice;
  "billing.e_invoice_link": BillingEInvoiceLink;
  "billing.e_invoice_unit": BillingEInvoiceUnit;
  "billing.exchange_rate": BillingExchangeRate;
  "billing.fee": BillingFee;
  "billing.fee_end": BillingFeeEnd;
  "billing.gateway_event": BillingGatewayEvent;
  "billing.gateway_listing": BillingGatewayListing;
  "billing.invoice": BillingInvoice;
  "billing.invoice_series": BillingInvoiceSeries;
  "billing.line": BillingLine;
  "billing.minimum_commitment": BillingMinimumCommitment;
  "billing.payment": BillingPayment;
  "billing.payment_request": BillingPaymentRequest;
  "billing.purchase_order": BillingPurchaseOrder;
  "billing.refund": BillingRefund;
  "billing.refund_state": BillingRefundState;
  "billing.reminded_invoice": BillingRemindedInvoice;
  "billing.reminder": BillingReminder;
  "billing.reminder_pause": BillingReminderPause;
  "billing.replay": BillingReplay;
  "billing.replay_line": BillingReplayLine;
  "billing.run": BillingRun;
  "billing.run_band": BillingRunBand;
  "billing.run_completeness": BillingRunCompleteness;
  "billing.run_customer_source": BillingRunCustomerSource;
  "billing.run_freezing": BillingRunFreezing;
  "billing.run_rate": BillingRunRate;
  "billing.run_source": BillingRunSource;
  "billing.run_task": BillingRunTask;
  "billing.tax_exemption": BillingTaxExemption;
  "billing.tax_rate": BillingTaxRate;
  "billing.tax_rate_correction": BillingTaxRateCorrection;
  "billing.tax_union": BillingTaxUnion;
  "billing.usage_event": BillingUsageEvent;
  "catalog.agreed_price": CatalogAgreedPrice;
  "catalog.applied_day": CatalogAppliedDay;
  "catalog.bundle_plan": CatalogBundlePlan;
  "catalog.bundle_plan_version": CatalogBundlePlanVersion;
  "catalog.cost_price": CatalogCostPrice;
  "catalog.family": CatalogFamily;
  "catalog.import": CatalogImport;
  "catalog.import_change": CatalogImportChange;
  "catalog.list_price": CatalogListPrice;
  "catalog.offer": CatalogOffer;
  "catalog.offer_version": CatalogOfferVersion;
  "catalog.plan_commitment": CatalogPlanCommitment;
  "catalog.plan_discount": CatalogPlanDiscount;
  "catalog.plan_preference": CatalogPlanPreference;
  "catalog.price_band": CatalogPriceBand;
  "catalog.price_book": CatalogPriceBook;
  "catalog.price_book_rule": CatalogPriceBookRule;
  "catalog.price_book_version": CatalogPriceBookVersion;
  "catalog.product": CatalogProduct;
  "catalog.product_relation": CatalogProductRelation;
  "catalog.product_version": CatalogProductVersion;
  "catalog.promotion": CatalogPromotion;
  "catalog.retail_rule": CatalogRetailRule;
  "deals.approval": DealsApproval;
  "deals.approval_structure": DealsApprovalStructure;
  "deals.choice": DealsChoice;
  "deals.choice_request": DealsChoiceRequest;
  "deals.customer_key": DealsCustomerKey;
  "deals.customer_likeness": DealsCustomerLikeness;
  "deals.customer_mark": DealsCustomerMark;
  "deals.deal": DealsDeal;
  "deals.deal_line": DealsDealLine;
  "deals.deal_move": DealsDealMove;
  "deals.deal_timer": DealsDealTimer;
  "deals.delegation": DealsDelegation;
  "deals.duplicate": DealsDuplicate;
  "deals.granted_price": DealsGrantedPrice;
  "deals.incentive": DealsIncentive;
  "deals.match_key": DealsMatchKey;
  "deals.settings": DealsSettings;
  "deals.settings_rate": DealsSettingsRate;
  "deals.special_price": DealsSpecialPrice;
  "deals.special_price_line": DealsSpecialPriceLine;
  "deals.special_price_move": DealsSpecialPriceMove;
  "deals.special_price_need": DealsSpecialPriceNeed;
  "identity.access_key": IdentityAccessKey;
  "identity.account": IdentityAccount;
  "identity.invitation": IdentityInvitation;
  "identity.link": IdentityLink;
  "identity.membership": IdentityMembership;
  "identity.organization": IdentityOrganization;
  "identity.person": IdentityPerson;
  "identity.person_secret": IdentityPersonSecret;
  "identity.recovery_code": IdentityRecoveryCode;
  "identity.session": IdentitySession;
  "identity.sign_in_attempt": IdentitySignInAttempt;
  "ledger.recognition": LedgerRecognition;
  "ledger.transfer": LedgerTransfer;
  "orders.operation": OrdersOperation;
  "orders.operation_step": OrdersOperationStep;
  "orders.order": OrdersOrder;
  "orders.order_line": OrdersOrderLine;
  "orders.order_move": OrdersOrderMove;
  "orders.quote": OrdersQuote;
  "orders.quote_acceptance": OrdersQuoteAcceptance;
  "orders.quote_document": OrdersQuoteDocument;
  "orders.quote_draft": OrdersQuoteDraft;
  "orders.quote_line": OrdersQuoteLine;
  "orders.quote_line_cost": OrdersQuoteLineCost;
  "orders.quote_link": OrdersQuoteLink;
  "orders.quote_move": OrdersQuoteMove;
  "orders.quote_timer": OrdersQuoteTimer;
  "orders.quote_version": OrdersQuoteVersion;
  "orders.segment": OrdersSegment;
  "orders.service": OrdersService;
  "orders.subscription": OrdersSubscription;
  "program.account_plan": ProgramAccountPlan;
  "program.application": ProgramApplication;
  "program.application_move": ProgramApplicationMove;
  "program.reseller": ProgramReseller;
}
