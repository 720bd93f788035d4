-- Documents and transfers need no foreign key to their account. It was looked up, and the account's row locked, once for each of them: a
-- third of the work of posting. They take the account from the statement that reads it, or from the document that they post; and no role of
-- the product may delete an account or change its key (test/kept-accounts.test.ts).
alter table billing.invoice drop constraint invoice_reseller_id_account_id_fkey;
alter table ledger.transfer drop constraint transfer_reseller_id_account_id_fkey;
