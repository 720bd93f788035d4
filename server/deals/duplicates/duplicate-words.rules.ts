/** Words as `foldedName` folds them. */
const LEGAL_FORMS = [
  'llc ltd limited inc incorporated corp corporation co company plc pllc llp lp gmbh ag sa sas sarl srl spa bv nv oy ab as kg ohg ev',
  'est establishment enterprise enterprises holding holdings group wll spc fze fzc fzco fzllc jsc cjsc psc saog saoc pvt private pty',
  'the and of for sons bros brothers',
  'شركه شركات موسسه مجموعه القابضه قابضه محدوده المحدوده مساهمه مقفله عامه خاصه ذمم شمم شذو مم واولاده واخوانه اولاد اخوان فرع وشركاه شركاه',
];

// A business word by its meaning, in both languages: its Arabic is a translation, not a transliteration.
const MEANINGS: [string, string][] = [
  ['clinic', 'clinic clinics polyclinic عياده عيادات مستوصف مجمع'],
  ['hospital', 'hospital hospitals مستشفي مستشفيات'],
  ['medical', 'medical health healthcare medicine طبيه طبي صحيه صحي الصحه صحه'],
  ['pharmacy', 'pharmacy pharmacies pharma صيدليه صيدليات'],
  ['school', 'school schools مدرسه مدارس'],
  ['academy', 'academy اكاديميه'],
  ['university', 'university جامعه'],
  ['college', 'college كليه كليات'],
  ['institute', 'institute معهد'],
  ['trading', 'trading trade commercial commerce تجاره تجاريه تجاري للتجاره'],
  [
    'contracting',
    'contracting contractors construction constructions building مقاولات انشاءات بناء للمقاولات تعمير',
  ],
  ['engineering', 'engineering engineers هندسه هندسيه للهندسه'],
  ['consulting', 'consulting consultants consultancy consultation استشارات للاستشارات استشاريه مستشارون'],
  ['technology', 'technology technologies tech it تقنيه تقنيات للتقنيه تكنولوجيا معلومات'],
  ['system', 'system systems نظم انظمه'],
  ['solution', 'solution solutions حلول'],
  ['service', 'service services خدمات للخدمات خدمه'],
  [
    'industry',
    'industry industries industrial manufacturing factory factories صناعه صناعات صناعيه للصناعه مصنع مصانع',
  ],
  ['food', 'food foods اغذيه اطعمه غذائيه للاغذيه'],
  ['restaurant', 'restaurant restaurants مطعم مطاعم'],
  ['hotel', 'hotel hotels فندق فنادق'],
  ['travel', 'travel tourism سفر سياحه للسفر للسياحه والسياحه'],
  [
    'transport',
    'transport transportation logistics shipping cargo نقل للنقل نقليات لوجستيه لوجستيات شحن للشحن',
  ],
  ['realestate', 'realestate property properties estate عقارات عقاريه للعقارات عقاري'],
  ['bank', 'bank banking بنك مصرف'],
  ['insurance', 'insurance takaful تامين للتامين تكافل'],
  ['investment', 'investment investments capital استثمار استثمارات للاستثمار استثماريه'],
  ['law', 'law firm legal lawyers attorneys محاماه للمحاماه قانونيه محامون'],
  ['ministry', 'ministry وزاره'],
  ['municipality', 'municipality بلديه امانه'],
  ['authority', 'authority commission هييه هيءه هياه'],
  ['charity', 'charity charitable foundation خيريه خيري'],
  ['society', 'society association جمعيه'],
  ['centre', 'centre center centres centers مركز مراكز'],
  ['office', 'office offices مكتب مكاتب'],
  ['national', 'national وطنيه وطني'],
  ['saudi', 'saudi سعوديه سعودي'],
  ['arab', 'arab arabian arabia عربيه عربي'],
  ['gulf', 'gulf خليج خليجيه'],
  ['international', 'international global دوليه عالميه دولي'],
  ['energy', 'energy power طاقه للطاقه كهرباء'],
  ['water', 'water مياه'],
  ['oil', 'oil petroleum gas نفط بترول غاز'],
  ['media', 'media اعلام اعلاميه للاعلام'],
  ['communication', 'communications communication telecom اتصالات للاتصالات'],
  ['furniture', 'furniture اثاث مفروشات'],
  ['electronic', 'electronics electronic الكترونيات الكترونيه'],
  ['motor', 'motors motor automotive cars auto سيارات للسيارات'],
  ['agriculture', 'agriculture agricultural farms زراعه زراعيه مزارع'],
];

const split = (text: string) => text.split(' ').filter(Boolean);
const bare = (word: string) => word.replace(/^(وال|ال|لل)(?=..)/u, '');

export const words = {
  legalForms: new Set(LEGAL_FORMS.flatMap(split).map(bare)),
  articles: new Set(split('al el ال ad ar as ash at az an')),
  meanings: new Map(
    MEANINGS.flatMap(([meaning, said]) => split(said).map((word) => [bare(word), meaning] as const)),
  ),
};

/** Mail providers that many businesses share: an address there says nothing about who they are. */
export const sharedProviders: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'outlook.sa',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'ymail.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.de',
  'web.de',
  'zoho.com',
  'mail.ru',
  'yandex.ru',
  'qq.com',
  '163.com',
]);
