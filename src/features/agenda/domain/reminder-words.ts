/**
 * What is said to remind somebody, in the languages the house brought: an hour and nothing else. No name, no project, no office, no reason to come:
 * whoever else reads the telephone learns nothing. They are the words the program came with; corrections and the approval of a mediator who speaks
 * the language, and the words in any other language, stand with the other sentences said to people (room `spoken`). `[giorno]` and `[ora]` are filled in.
 */
export const reminderSentences = {
  'reminder.appointment': {
    it: 'Buongiorno. Ricordo l’appuntamento di [giorno] alle [ora]. Se non può venire, risponda a questo messaggio: troviamo un’altra ora.',
    en: 'Hello. A reminder of the appointment on [giorno] at [ora]. If you cannot come, reply to this message and we will find another time.',
    fr: 'Bonjour. Rappel du rendez-vous du [giorno] à [ora]. Si vous ne pouvez pas venir, répondez à ce message : nous trouverons une autre heure.',
    ar: 'مرحباً. تذكير بالموعد يوم [giorno] الساعة [ora]. إذا لم تتمكن من الحضور، أجب على هذه الرسالة وسنجد وقتاً آخر.',
    bn: 'নমস্কার। [giorno] তারিখে [ora]-এ আপনার অ্যাপয়েন্টমেন্টের কথা মনে করিয়ে দিচ্ছি। আসতে না পারলে এই বার্তার উত্তর দিন, আমরা অন্য সময় ঠিক করব।',
    uk: 'Добрий день. Нагадуємо про зустріч [giorno] о [ora]. Якщо не можете прийти, дайте відповідь на це повідомлення, і ми знайдемо інший час.',
  },
  'reminder.recall': {
    it: 'Buongiorno. Quando vuole, possiamo fissare un altro appuntamento. Risponda a questo messaggio o chiami.',
    en: 'Hello. Whenever you like, we can make another appointment. Reply to this message or call.',
    fr: 'Bonjour. Quand vous voulez, nous pouvons fixer un autre rendez-vous. Répondez à ce message ou appelez.',
    ar: 'مرحباً. عندما تريد يمكننا تحديد موعد آخر. أجب على هذه الرسالة أو اتصل.',
    bn: 'নমস্কার। আপনি চাইলে আমরা আরেকটি অ্যাপয়েন্টমেন্ট ঠিক করতে পারি। এই বার্তার উত্তর দিন বা ফোন করুন।',
    uk: 'Добрий день. Коли захочете, можемо призначити іншу зустріч. Дайте відповідь на це повідомлення або зателефонуйте.',
  },
} as const;
export type ReminderKey = keyof typeof reminderSentences;
type ReminderLanguage = keyof (typeof reminderSentences)[ReminderKey];

const locales: Readonly<Record<ReminderLanguage, string>> = { it: 'it-IT', en: 'en-GB', fr: 'fr-FR', ar: 'ar-AE', bn: 'bn-BD', uk: 'uk-UA' };
const keyOf = { reminder: 'reminder.appointment', recall: 'reminder.recall' } as const;
const isReminderLanguage = (code: string): code is ReminderLanguage => code in locales;

/** The parts that a sentence must hold, once each: without them nobody would know when to come. */
export const partsOf = (key: string): readonly string[] => (key === 'reminder.appointment' ? ['[giorno]', '[ora]'] : []);
/** The parts a sentence lacks, or has that nobody would fill in. */
export function wrongParts(key: string, words: string): string[] {
  if (!key.startsWith('reminder.')) return [];
  const found = words.match(/\[[^\]]*\]|[{}]/g) ?? [];
  const wanted = partsOf(key);
  return [...wanted.filter((part) => found.filter((one) => one === part).length !== 1), ...found.filter((part) => !wanted.includes(part))];
}

/** A sentence as it stands in the programme: its words, and whether a mediator answers for them. */
export interface StandingWords {
  readonly key: string;
  readonly language: string;
  readonly words: string;
  readonly approved: boolean;
}

/** How days and hours are written: in the language where there are names for them, else in Italian, as on every calendar here. Always the calendar that is used here. */
const localesOf = (language: string): string[] => [isReminderLanguage(language) ? locales[language] : language, locales.it];

/** The words for a person, in their language; Italian where nobody has written any yet, for the mediator to say. @param standing the last edition of each corrected or approved sentence */
export function reminderWords(kind: 'reminder' | 'recall', language: string, startsAt: Date, standing: readonly StandingWords[] = []): { language: string; text: string; approved: boolean } {
  const key = keyOf[kind];
  const written = standing.find((one) => one.key === key && one.language === language);
  const spoken = written || isReminderLanguage(language) ? language : 'it';
  const edition = written ?? standing.find((one) => one.key === key && one.language === spoken);
  const write = (style: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(localesOf(spoken), { timeZone: 'Europe/Rome', calendar: 'gregory', ...style }).format(startsAt);
  const words = edition?.words ?? reminderSentences[key][isReminderLanguage(spoken) ? spoken : 'it'];
  const text = words.replaceAll('[giorno]', () => write({ weekday: 'long', day: 'numeric', month: 'long' })).replaceAll('[ora]', () => write({ timeStyle: 'short' }));
  return { language: spoken, text, approved: edition?.approved ?? false };
}

/** What the safe-contact card of a person says of reaching them, and which ways they gave. */
export interface Reach {
  readonly hasCard: boolean;
  readonly doNotCall: boolean;
  readonly leaveMessages: boolean;
  readonly kinds: readonly string[];
}

export type NotReached = 'no-card' | 'do-not-call' | 'no-contact' | 'no-messages';

/** By which ways somebody may be reached, or why by none. Without a card nobody is called: it is written first. */
export function waysTo({ hasCard, doNotCall, leaveMessages, kinds }: Reach): { ways: ('phone' | 'messaging' | 'email')[]; why: NotReached | null } {
  if (!hasCard) return { ways: [], why: 'no-card' };
  if (doNotCall) return { ways: [], why: 'do-not-call' };
  const all = (['phone', 'messaging', 'email'] as const).filter((kind) => kinds.includes(kind));
  if (all.length === 0) return { ways: [], why: 'no-contact' };
  const ways = all.filter((kind) => kind === 'phone' || leaveMessages);
  return { ways, why: ways.length === 0 ? 'no-messages' : null };
}
