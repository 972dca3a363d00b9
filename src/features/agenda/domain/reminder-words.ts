/**
 * What is said to remind somebody, in the languages of launch: an hour and nothing else. No name, no project, no office, no reason to come:
 * whoever else reads the telephone learns nothing. No mediator has approved these words yet, and the screen says so.
 */
const words: Readonly<Record<string, { locale: string; reminder: (day: string, time: string) => string; recall: string }>> = {
  it: { locale: 'it-IT', reminder: (day, time) => `Buongiorno. Ricordo l’appuntamento di ${day} alle ${time}. Se non può venire, risponda a questo messaggio: troviamo un’altra ora.`, recall: 'Buongiorno. Quando vuole, possiamo fissare un altro appuntamento. Risponda a questo messaggio o chiami.' },
  en: { locale: 'en-GB', reminder: (day, time) => `Hello. A reminder of the appointment on ${day} at ${time}. If you cannot come, reply to this message and we will find another time.`, recall: 'Hello. Whenever you like, we can make another appointment. Reply to this message or call.' },
  fr: { locale: 'fr-FR', reminder: (day, time) => `Bonjour. Rappel du rendez-vous du ${day} à ${time}. Si vous ne pouvez pas venir, répondez à ce message : nous trouverons une autre heure.`, recall: 'Bonjour. Quand vous voulez, nous pouvons fixer un autre rendez-vous. Répondez à ce message ou appelez.' },
  ar: { locale: 'ar-AE', reminder: (day, time) => `مرحباً. تذكير بالموعد يوم ${day} الساعة ${time}. إذا لم تتمكن من الحضور، أجب على هذه الرسالة وسنجد وقتاً آخر.`, recall: 'مرحباً. عندما تريد يمكننا تحديد موعد آخر. أجب على هذه الرسالة أو اتصل.' },
  bn: { locale: 'bn-BD', reminder: (day, time) => `নমস্কার। ${day} তারিখে ${time}-এ আপনার অ্যাপয়েন্টমেন্টের কথা মনে করিয়ে দিচ্ছি। আসতে না পারলে এই বার্তার উত্তর দিন, আমরা অন্য সময় ঠিক করব।`, recall: 'নমস্কার। আপনি চাইলে আমরা আরেকটি অ্যাপয়েন্টমেন্ট ঠিক করতে পারি। এই বার্তার উত্তর দিন বা ফোন করুন।' },
  uk: { locale: 'uk-UA', reminder: (day, time) => `Добрий день. Нагадуємо про зустріч ${day} о ${time}. Якщо не можете прийти, дайте відповідь на це повідомлення, і ми знайдемо інший час.`, recall: 'Добрий день. Коли захочете, можемо призначити іншу зустріч. Дайте відповідь на це повідомлення або зателефонуйте.' },
};

/** The words for a person, in their language; Italian where there are none yet, for the mediator to say. */
export function reminderWords(kind: 'reminder' | 'recall', language: string, startsAt: Date): { language: string; text: string } {
  const spoken = words[language] ? language : 'it';
  const chosen = words[spoken];
  if (!chosen) throw new Error('there are no Italian words for a reminder');
  const write = (style: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(chosen.locale, { timeZone: 'Europe/Rome', ...style }).format(startsAt);
  return { language: spoken, text: kind === 'recall' ? chosen.recall : chosen.reminder(write({ weekday: 'long', day: 'numeric', month: 'long' }), write({ timeStyle: 'short' })) };
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
