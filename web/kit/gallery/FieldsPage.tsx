import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Checkbox, Switch } from '../../ui/Checkbox.tsx';
import { CountryField } from '../../ui/CountryField.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { PasswordField, TextArea, TextField } from '../../ui/TextField.tsx';
import { Page } from '../Page.tsx';
import { useSay } from './say.ts';

/** Every field, at rest, filled, refused and asleep. */
export default function FieldsPage() {
  const say = useSay();
  return (
    <Page title={say('Fields', 'الحقول')} width="normal">
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title={say('Typed', 'الكتابة')}>
          <Typed />
        </Card>
        <Card title={say('Chosen', 'الاختيار')}>
          <Chosen />
        </Card>
      </div>
    </Page>
  );
}

function Typed() {
  const say = useSay();
  const [name, setName] = useState('');
  const [mail, setMail] = useState('huda@example.com');
  const [tax, setTax] = useState('31012');
  const [password, setPassword] = useState('correct horse');
  const [note, setNote] = useState('');
  const [price, setPrice] = useState<number | null>(123_450);
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label={say('Company', 'الشركة')}
        hint={say('As on the commercial registration.', 'كما في السجل التجاري.')}
        placeholder={say('Najd IT', 'نجد للتقنية')}
        value={name}
        onValueChange={setName}
      />
      <TextField
        type="email"
        label={say('E-mail', 'البريد الإلكتروني')}
        value={mail}
        onValueChange={setMail}
      />
      <TextField
        ltr
        optional
        label={say('Tax number', 'الرقم الضريبي')}
        error={say('A Saudi tax number has 15 digits.', 'الرقم الضريبي السعودي من 15 رقمًا.')}
        value={tax}
        onValueChange={setTax}
      />
      <PasswordField label={say('Password', 'كلمة المرور')} value={password} onValueChange={setPassword} />
      <MoneyField currency="SAR" label={say('Price', 'السعر')} value={price} onValueChange={setPrice} />
      <TextArea optional label={say('Note', 'ملاحظة')} value={note} onValueChange={setNote} />
      <TextField
        disabled
        label={say('Reseller', 'الموزّع')}
        value="Sahara Net"
        onValueChange={() => undefined}
      />
    </div>
  );
}

function Chosen() {
  const say = useSay();
  const [plan, setPlan] = useState('');
  const [country, setCountry] = useState('SA');
  const [pay, setPay] = useState('post_pay');
  const [seats, setSeats] = useState<number | null>(12);
  const [from, setFrom] = useState('2026-03-01');
  const plans = [
    { value: 'bronze', label: say('Bronze', 'برونزية') },
    { value: 'silver', label: say('Silver', 'فضية') },
    {
      value: 'gold',
      label: say('Gold', 'ذهبية'),
      note: say('22% on Google Workspace', '22% على جوجل ورك سبيس'),
    },
  ];
  return (
    <div className="flex flex-col gap-5">
      <Select
        label={say('Bundle plan', 'خطة الباقات')}
        placeholder={say('Choose a plan', 'اختر خطة')}
        options={plans}
        value={plan}
        onValueChange={setPlan}
      />
      <CountryField label={say('Country', 'الدولة')} value={country} onValueChange={setCountry} />
      <RadioGroup
        cards
        label={say('Billing preference', 'طريقة الفوترة')}
        options={[
          { value: 'pre_pay', label: say('Pre-pay', 'دفع مسبق'), note: say('From a wallet', 'من محفظة') },
          {
            value: 'post_pay',
            label: say('Post-pay', 'دفع لاحق'),
            note: say('Monthly invoice', 'فاتورة شهرية'),
          },
        ]}
        value={pay}
        onValueChange={setPay}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField
          steppers
          min={1}
          label={say('Seats', 'المقاعد')}
          value={seats}
          onValueChange={setSeats}
        />
        <DateField label={say('From', 'من')} value={from} onValueChange={setFrom} />
      </div>
      <Ticked />
    </div>
  );
}

function Ticked() {
  const say = useSay();
  const [agreed, setAgreed] = useState(true);
  const [notify, setNotify] = useState(true);
  return (
    <>
      <Checkbox
        label={say('I accept the partner terms', 'أقبل شروط الشركاء')}
        value={agreed}
        onValueChange={setAgreed}
      />
      <Checkbox
        label={say('Government body', 'جهة حكومية')}
        hint={say(
          'Orders above 750 employees need a special price.',
          'الطلبات لأكثر من 750 موظفًا تحتاج سعرًا خاصًا.',
        )}
        value={!agreed}
        onValueChange={(next) => setAgreed(!next)}
      />
      <Switch
        label={say('Mail me when an order fails', 'راسلني عند تعثر طلب')}
        value={notify}
        onValueChange={setNotify}
      />
    </>
  );
}
