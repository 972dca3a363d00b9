import type { SatisfactionQuestion } from '../contract.ts';

export const formLanguages = ['it', 'en', 'fr', 'ar', 'bn', 'uk'] as const;
/** The languages in which the form stands. Italian is the house's own; of the others the screen says to staff that no mediator has approved them. */
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
