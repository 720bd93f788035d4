-- Text as it is looked for, for every list that finds names: small letters without accents; Arabic without diacritics and with one form of
-- alef, yeh, hamza and teh marbuta. As catalog.folded, which products are kept by.
create function base.folded(words text) returns text language sql immutable parallel safe strict as $$
  select translate(regexp_replace(lower(normalize(words, nfkd)), '[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621\u200e\u200f]', '', 'g'),
    U&'\0671\0649\0629\06A9\06CC\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669', U&'\0627\064A\0647\0643\064A' || '0123456789')
$$;
