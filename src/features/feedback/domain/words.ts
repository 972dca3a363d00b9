import type { SatisfactionQuestion } from '../contract.ts';

export const formLanguages = ['it', 'en', 'fr', 'ar', 'bn', 'uk'] as const;
/** The languages in which the form came with the house; what mediators write or correct stands with the other sentences said to people (room `spoken`). */
export type FormLanguage = (typeof formLanguages)[number];

export interface FormWords {
  readonly title: string;
  /** What happens with the answer: no name, no file, nobody will know who said what. */
  readonly promise: string;
  readonly questions: Readonly<Record<SatisfactionQuestion, string>>;
  /** From the first face to the fifth. */
  readonly faces: readonly [string, string, string, string, string];
  readonly send: string;
  readonly decline: string;
  readonly thanks: string;
  readonly giveBack: string;
  readonly failed: string;
}

/** What the person reads, in their language. */
export const formWords: Readonly<Record<FormLanguage, FormWords>> = {
  it: {
    title: 'Com’è andata?', promise: 'Senza nome. Nessuno saprà che cosa hai risposto. Puoi saltare una domanda, o tutte: l’aiuto resta lo stesso.',
    questions: { understood: 'Ti hanno capito?', respected: 'Ti hanno trattato con rispetto?', helped: 'Ti è stato utile?' },
    faces: ['Per niente', 'Poco', 'Così così', 'Abbastanza', 'Molto'],
    send: 'Ho finito', decline: 'Non voglio rispondere', thanks: 'Grazie.', giveBack: 'Ridai lo schermo a chi lavora qui.', failed: 'Non è partito. Riprova.',
  },
  en: {
    title: 'How did it go?', promise: 'No name. Nobody will know what you answered. You can skip a question, or all of them: the help stays the same.',
    questions: { understood: 'Did they understand you?', respected: 'Did they treat you with respect?', helped: 'Did it help you?' },
    faces: ['Not at all', 'A little', 'So-so', 'Quite', 'Very much'],
    send: 'I have finished', decline: 'I do not want to answer', thanks: 'Thank you.', giveBack: 'Give the screen back to the person who works here.', failed: 'It was not sent. Try again.',
  },
  fr: {
    title: 'Comment cela s’est-il passé ?', promise: 'Sans nom. Personne ne saura ce que vous avez répondu. Vous pouvez passer une question, ou toutes : l’aide reste la même.',
    questions: { understood: 'Vous a-t-on compris ?', respected: 'Vous a-t-on traité avec respect ?', helped: 'Cela vous a-t-il aidé ?' },
    faces: ['Pas du tout', 'Un peu', 'Moyennement', 'Assez', 'Beaucoup'],
    send: 'J’ai fini', decline: 'Je ne veux pas répondre', thanks: 'Merci.', giveBack: 'Rendez l’écran à la personne qui travaille ici.', failed: 'L’envoi n’a pas marché. Réessayez.',
  },
  ar: {
    title: 'كيف كانت تجربتك؟', promise: 'بدون اسم. لن يعرف أحد بماذا أجبت. يمكنك ترك سؤال أو كل الأسئلة: المساعدة تبقى كما هي.',
    questions: { understood: 'هل فهموك؟', respected: 'هل عاملوك باحترام؟', helped: 'هل ساعدك ذلك؟' },
    faces: ['لا، أبداً', 'قليلاً', 'بين بين', 'نعم، إلى حد ما', 'نعم، كثيراً'],
    send: 'انتهيت', decline: 'لا أريد الإجابة', thanks: 'شكراً.', giveBack: 'أعد الشاشة إلى من يعمل هنا.', failed: 'لم يتم الإرسال. حاول مرة أخرى.',
  },
  bn: {
    title: 'কেমন লাগল?', promise: 'কোনো নাম নেই। আপনি কী উত্তর দিয়েছেন তা কেউ জানবে না। একটি বা সব প্রশ্ন বাদ দিতে পারেন: সাহায্য একই থাকবে।',
    questions: { understood: 'তারা কি আপনাকে বুঝেছে?', respected: 'তারা কি আপনার সাথে সম্মান দিয়ে ব্যবহার করেছে?', helped: 'এতে কি আপনার সাহায্য হয়েছে?' },
    faces: ['একদম না', 'অল্প', 'মোটামুটি', 'বেশ', 'খুব বেশি'],
    send: 'আমার শেষ', decline: 'আমি উত্তর দিতে চাই না', thanks: 'ধন্যবাদ।', giveBack: 'যিনি এখানে কাজ করেন তাঁকে স্ক্রিনটি ফেরত দিন।', failed: 'পাঠানো যায়নি। আবার চেষ্টা করুন।',
  },
  uk: {
    title: 'Як усе пройшло?', promise: 'Без імені. Ніхто не знатиме, що ви відповіли. Можна пропустити одне запитання або всі: допомога не зміниться.',
    questions: { understood: 'Вас зрозуміли?', respected: 'До вас ставилися з повагою?', helped: 'Це вам допомогло?' },
    faces: ['Зовсім ні', 'Трохи', 'Так собі', 'Досить', 'Дуже'],
    send: 'Я закінчую', decline: 'Не хочу відповідати', thanks: 'Дякуємо.', giveBack: 'Поверніть екран тому, хто тут працює.', failed: 'Не надіслано. Спробуйте ще раз.',
  },
};

/** Each sentence of the form by its key, in the order in which the person meets them. */
const sentencesOf = ({ title, promise, questions, faces, send, decline, thanks, giveBack, failed }: FormWords): Readonly<Record<string, string>> => ({
  'asked.title': title, 'asked.promise': promise,
  'asked.question.understood': questions.understood, 'asked.question.respected': questions.respected, 'asked.question.helped': questions.helped,
  'asked.face.1': faces[0], 'asked.face.2': faces[1], 'asked.face.3': faces[2], 'asked.face.4': faces[3], 'asked.face.5': faces[4],
  'asked.send': send, 'asked.decline': decline, 'asked.thanks': thanks, 'asked.give-back': giveBack, 'asked.failed': failed,
});

/** The sentences of the form in the languages of the house, for those who correct them, answer for them and write them in others. */
export const formSentences: Readonly<Record<string, Readonly<Record<FormLanguage, string>>>> = Object.fromEntries(Object.keys(sentencesOf(formWords.it)).map((key) => {
  const said = (language: FormLanguage): string => sentencesOf(formWords[language])[key] ?? '';
  return [key, { it: said('it'), en: said('en'), fr: said('fr'), ar: said('ar'), bn: said('bn'), uk: said('uk') }];
}));

/** The form in the words in force. null where one is missing: half a form is handed to nobody. */
export function formIn(words: (key: string) => string | null | undefined): FormWords | null {
  if (Object.keys(formSentences).some((key) => !words(key))) return null;
  const say = (key: string): string => words(`asked.${key}`) ?? '';
  return {
    title: say('title'), promise: say('promise'),
    questions: { understood: say('question.understood'), respected: say('question.respected'), helped: say('question.helped') },
    faces: [say('face.1'), say('face.2'), say('face.3'), say('face.4'), say('face.5')],
    send: say('send'), decline: say('decline'), thanks: say('thanks'), giveBack: say('give-back'), failed: say('failed'),
  };
}
