import type { InterviewKind } from './contract.ts';

/**
 * The guide of an interview, as data. It reminds, it never obliges: no section and no question is mandatory, a section may be declined,
 * and what is known already is shown to be confirmed instead of being asked again. The questions follow the survivor-centred rules of
 * WHO's ethical and safety recommendations for interviewing trafficked women (2003): safety first, nothing asked out of curiosity,
 * no story demanded. Nothing here asks for religion, ethnicity, orientation or a diagnosis.
 */
export type GuideLanguage = 'it' | 'en' | 'fr';
type Words = Readonly<Record<GuideLanguage, string>>;

export interface GuideQuestion {
  readonly key: string;
  readonly words: Words;
  /** `five`: yes, no, unknown, not asked, refused, and words beside it; `words`: words alone. */
  readonly answer: 'five' | 'words';
  /** The field of the profile that an answer informs; what stands there is shown for confirmation. */
  readonly informs?: string;
}

export interface GuideSection {
  readonly key: string;
  readonly compartment: 'case' | 'work' | 'restricted';
  readonly title: Words;
  readonly questions: readonly GuideQuestion[];
}

const five = (key: string, informs: string | undefined, it: string, en: string, fr: string): GuideQuestion => ({ key, answer: 'five', words: { it, en, fr }, ...(informs ? { informs } : {}) });
const open = (key: string, informs: string | undefined, it: string, en: string, fr: string): GuideQuestion => ({ key, answer: 'words', words: { it, en, fr }, ...(informs ? { informs } : {}) });

export const guide: readonly GuideSection[] = [
  {
    key: 'wishes', compartment: 'case', title: { it: 'Che cosa desidera', en: 'What the person wants', fr: 'Ce que la personne souhaite' },
    questions: [
      open('first-wish', 'wishes-first', 'Qual è la prima cosa che vorresti cambiasse?', 'What is the first thing you would like to change?', 'Quelle est la première chose que tu voudrais changer ?'),
      open('resources', 'wishes-resources', 'Che cosa sai fare bene? Chi o che cosa ti aiuta?', 'What are you good at? Who or what helps you?', 'Qu’est-ce que tu sais bien faire ? Qui ou quoi t’aide ?'),
      open('coping', 'wishes-coping', 'Quando è difficile, che cosa ti fa stare un po’ meglio?', 'When things are hard, what makes you feel a little better?', 'Quand c’est difficile, qu’est-ce qui te fait aller un peu mieux ?'),
    ],
  },
  {
    key: 'safety', compartment: 'restricted', title: { it: 'Sicurezza adesso', en: 'Safety now', fr: 'Sécurité maintenant' },
    questions: [
      five('safe-here', undefined, 'Ti senti al sicuro qui, adesso?', 'Do you feel safe here, now?', 'Te sens-tu en sécurité ici, maintenant ?'),
      five('safe-tonight', undefined, 'C’è un posto dove stanotte puoi dormire senza paura?', 'Is there a place where you can sleep tonight without fear?', 'Y a-t-il un endroit où tu peux dormir cette nuit sans peur ?'),
      five('someone-controls', undefined, 'C’è qualcuno che controlla dove vai o con chi parli?', 'Does anyone control where you go or whom you talk to?', 'Quelqu’un contrôle-t-il où tu vas ou à qui tu parles ?'),
      five('threatened', undefined, 'Qualcuno ha minacciato te o la tua famiglia?', 'Has anyone threatened you or your family?', 'Quelqu’un a-t-il menacé toi ou ta famille ?'),
      open('what-would-help', undefined, 'Che cosa ti farebbe sentire più al sicuro?', 'What would make you feel safer?', 'Qu’est-ce qui te ferait sentir plus en sécurité ?'),
    ],
  },
  {
    key: 'contact', compartment: 'case', title: { it: 'Telefono e contatti sicuri', en: 'Phone and safe contact', fr: 'Téléphone et contacts sûrs' },
    questions: [
      five('own-phone', 'digital-phone', 'Il telefono è solo tuo?', 'Is the phone yours alone?', 'Le téléphone est-il à toi seul ?'),
      open('safe-hours', 'digital-hours', 'Quando possiamo cercarti senza problemi per te?', 'When may we look for you without trouble for you?', 'Quand pouvons-nous te joindre sans problème pour toi ?'),
      open('avoid', 'digital-avoid', 'Come non dobbiamo contattarti?', 'How must we not contact you?', 'Comment ne devons-nous pas te contacter ?'),
    ],
  },
  {
    key: 'housing', compartment: 'case', title: { it: 'Casa', en: 'Housing', fr: 'Logement' },
    questions: [
      open('where', 'housing-kind', 'Che tipo di alloggio hai adesso?', 'What kind of place do you live in now?', 'Dans quel type de logement vis-tu maintenant ?'),
      five('crowded', 'housing-overcrowded', 'Siete in molti per lo spazio che c’è?', 'Are there many of you for the space?', 'Êtes-vous nombreux pour l’espace qu’il y a ?'),
      open('rent-to', 'housing-rent-to', 'A chi paghi il posto, e quanto?', 'Whom do you pay for the place, and how much?', 'À qui paies-tu la place, et combien ?'),
      five('may-stay', undefined, 'Puoi restare lì nelle prossime settimane?', 'Can you stay there in the coming weeks?', 'Peux-tu y rester dans les prochaines semaines ?'),
    ],
  },
  {
    key: 'health', compartment: 'restricted', title: { it: 'Salute', en: 'Health', fr: 'Santé' },
    questions: [
      five('urgent', undefined, 'Hai bisogno di vedere presto un medico?', 'Do you need to see a doctor soon?', 'As-tu besoin de voir un médecin bientôt ?'),
      five('registered', 'health-registration', 'Hai la tessera sanitaria o un codice STP o ENI?', 'Do you have a health card or an STP or ENI code?', 'As-tu la carte de santé ou un code STP ou ENI ?'),
      five('doctor', 'health-doctor', 'Hai un medico di base?', 'Do you have a family doctor?', 'As-tu un médecin de famille ?'),
      five('medicines', 'health-ongoing-needs', 'Prendi medicine che non devono mancare?', 'Do you take medicines that you cannot do without?', 'Prends-tu des médicaments qui ne doivent pas manquer ?'),
      five('sleep', undefined, 'Riesci a dormire e a riposare?', 'Are you able to sleep and rest?', 'Arrives-tu à dormir et à te reposer ?'),
    ],
  },
  {
    key: 'status', compartment: 'case', title: { it: 'Documenti e permesso', en: 'Documents and permit', fr: 'Documents et titre de séjour' },
    questions: [
      open('permit', 'status-permit', 'Che permesso o ricevuta hai, e quando scade?', 'What permit or receipt do you have, and when does it end?', 'Quel titre ou récépissé as-tu, et quand expire-t-il ?'),
      five('documents-with-you', undefined, 'I tuoi documenti li tieni tu?', 'Do you keep your own documents?', 'Gardes-tu toi-même tes documents ?'),
      open('procedure', 'status-procedure', 'Hai una domanda o un ricorso in corso?', 'Do you have an application or an appeal under way?', 'As-tu une demande ou un recours en cours ?'),
      open('lawyer', 'status-lawyer', 'Ti segue un avvocato o un patronato?', 'Does a lawyer or an advice office help you?', 'Un avocat ou un patronato te suit-il ?'),
    ],
  },
  {
    key: 'arrival', compartment: 'restricted', title: { it: 'Arrivo', en: 'Arrival', fr: 'Arrivée' },
    questions: [
      open('when', 'arrival-year', 'In che anno sei arrivato o arrivata?', 'In which year did you arrive?', 'En quelle année es-tu arrivé ou arrivée ?'),
      open('how', 'arrival-entry', 'Come sei entrato o entrata? Solo se vuoi dirlo.', 'How did you enter? Only if you want to say.', 'Comment es-tu entré ou entrée ? Seulement si tu veux le dire.'),
      five('promised', undefined, 'Qualcuno ti aveva promesso un lavoro o un documento?', 'Had anyone promised you work or papers?', 'Quelqu’un t’avait-il promis un travail ou des papiers ?'),
    ],
  },
  {
    key: 'family', compartment: 'case', title: { it: 'Famiglia', en: 'Family', fr: 'Famille' },
    questions: [
      open('who', 'family-partner', 'C’è una persona con cui vivi o a cui pensi ogni giorno?', 'Is there someone you live with or think of every day?', 'Y a-t-il une personne avec qui tu vis ou à qui tu penses chaque jour ?'),
      open('children', 'family-children-here', 'Hai figli? Dove sono?', 'Do you have children? Where are they?', 'As-tu des enfants ? Où sont-ils ?'),
      five('depend', 'family-dependants', 'Qualcuno dipende da quello che guadagni?', 'Does anyone depend on what you earn?', 'Quelqu’un dépend-il de ce que tu gagnes ?'),
      five('in-touch', 'family-contact', 'Riesci a sentire la tua famiglia?', 'Are you able to be in touch with your family?', 'Arrives-tu à avoir des nouvelles de ta famille ?'),
    ],
  },
  {
    key: 'work', compartment: 'work', title: { it: 'Lavoro', en: 'Work', fr: 'Travail' },
    questions: [
      open('now', 'work-now', 'Lavori adesso? In che settore e con quale mansione?', 'Are you working now? In which sector and doing what?', 'Travailles-tu maintenant ? Dans quel secteur et à quel poste ?'),
      five('contract', 'work-contract', 'Hai un contratto e ne hai una copia?', 'Do you have a contract, and a copy of it?', 'As-tu un contrat, et une copie ?'),
      open('hours', 'work-hours', 'Quante ore al giorno e quanti giorni a settimana?', 'How many hours a day and how many days a week?', 'Combien d’heures par jour et combien de jours par semaine ?'),
      open('pay', 'work-pay-received', 'Quanto ricevi davvero, e come?', 'How much do you really receive, and how?', 'Combien reçois-tu vraiment, et comment ?'),
      open('costs', 'work-transport-cost', 'Devi pagare il trasporto, il posto letto o chi ti trova il lavoro?', 'Do you have to pay for transport, a bed or whoever finds you the work?', 'Dois-tu payer le transport, le lit ou celui qui te trouve le travail ?'),
      open('skills', 'work-skills', 'Che lavori hai fatto? Che cosa vorresti fare?', 'What work have you done? What would you like to do?', 'Quels métiers as-tu faits ? Que voudrais-tu faire ?'),
    ],
  },
  {
    key: 'exploitation', compartment: 'restricted', title: { it: 'Condizioni e pressioni', en: 'Conditions and pressure', fr: 'Conditions et pressions' },
    questions: [
      five('may-leave', undefined, 'Potresti lasciare questo lavoro, se volessi?', 'Could you leave this work, if you wanted to?', 'Pourrais-tu quitter ce travail, si tu le voulais ?'),
      five('documents-held', 'exploitation-control', 'Qualcuno tiene i tuoi documenti o i tuoi soldi?', 'Does anyone keep your documents or your money?', 'Quelqu’un garde-t-il tes documents ou ton argent ?'),
      five('forced', 'exploitation-kinds', 'Ti hanno fatto fare qualcosa che non volevi?', 'Have you been made to do something you did not want to do?', 'T’a-t-on fait faire quelque chose que tu ne voulais pas ?'),
      open('who-found-work', 'exploitation-recruitment', 'Chi ti ha trovato questo lavoro? Non servono nomi.', 'Who found you this work? No names needed.', 'Qui t’a trouvé ce travail ? Pas besoin de noms.'),
    ],
  },
  {
    key: 'money', compartment: 'restricted', title: { it: 'Soldi e debiti', en: 'Money and debts', fr: 'Argent et dettes' },
    questions: [
      five('debt', 'money-debt', 'Hai un debito da pagare?', 'Do you have a debt to pay?', 'As-tu une dette à payer ?'),
      five('pressure', 'money-pressure', 'Qualcuno fa pressione su di te o sulla tua famiglia per i soldi?', 'Is anyone putting pressure on you or your family over money?', 'Quelqu’un fait-il pression sur toi ou ta famille pour l’argent ?'),
      five('own-account', 'money-account', 'La carta o il conto li usi solo tu?', 'Are you the only one who uses your card or account?', 'Es-tu seul à utiliser ta carte ou ton compte ?'),
    ],
  },
  {
    key: 'education', compartment: 'case', title: { it: 'Scuola e lingue', en: 'School and languages', fr: 'École et langues' },
    questions: [
      open('school', 'education-level', 'Che scuola hai fatto?', 'What schooling have you had?', 'Quelle école as-tu faite ?'),
      open('reads', 'education-literacy', 'In che lingua leggi e scrivi meglio?', 'In which language do you read and write best?', 'Dans quelle langue lis-tu et écris-tu le mieux ?'),
      five('course', 'education-courses', 'Frequenti, o vorresti frequentare, un corso di italiano?', 'Do you attend, or would you like to attend, an Italian course?', 'Suis-tu, ou voudrais-tu suivre, un cours d’italien ?'),
    ],
  },
  {
    key: 'network', compartment: 'case', title: { it: 'Persone vicine e servizi', en: 'People close by and services', fr: 'Proches et services' },
    questions: [
      open('trusted', 'network-trusted', 'Di chi ti fidi?', 'Whom do you trust?', 'À qui fais-tu confiance ?'),
      five('alone', 'network-isolation', 'Ti capita spesso di essere solo o sola?', 'Are you often alone?', 'Es-tu souvent seul ou seule ?'),
      open('services', 'services-active', 'Qualche altro servizio ti sta già aiutando?', 'Is any other service already helping you?', 'Un autre service t’aide-t-il déjà ?'),
    ],
  },
  {
    key: 'justice', compartment: 'restricted', title: { it: 'Diritti', en: 'Rights', fr: 'Droits' },
    questions: [
      open('complaint', 'justice-complaint', 'Hai pensato di denunciare? Che cosa ti preoccupa?', 'Have you thought of making a complaint? What worries you?', 'As-tu pensé à porter plainte ? Qu’est-ce qui t’inquiète ?'),
      five('informed', undefined, 'Qualcuno ti ha già spiegato quali protezioni ci sono?', 'Has anyone already explained to you which protections exist?', 'Quelqu’un t’a-t-il déjà expliqué quelles protections existent ?'),
    ],
  },
  {
    key: 'own-words', compartment: 'restricted', title: { it: 'Parole libere', en: 'In their own words', fr: 'Avec ses mots' },
    questions: [open('observed', undefined, 'Che cosa hai osservato tu, operatore? Tienilo distinto da ciò che la persona ha detto.', 'What did you, the worker, observe? Keep it apart from what the person said.', 'Qu’as-tu observé, toi, l’opérateur ? Garde-le séparé de ce que la personne a dit.')],
  },
  {
    key: 'next-step', compartment: 'case', title: { it: 'Accordi e prossimo passo', en: 'What was agreed, and next step', fr: 'Accords et prochaine étape' },
    questions: [
      open('agreed', undefined, 'Che cosa abbiamo deciso insieme?', 'What did we decide together?', 'Qu’avons-nous décidé ensemble ?'),
      open('next-contact', undefined, 'Quando e come ci risentiamo?', 'When and how shall we be in touch again?', 'Quand et comment nous reparlons-nous ?'),
      five('how-was-it', undefined, 'Adesso come stai? Vuoi restare ancora un po’?', 'How are you now? Would you like to stay a little longer?', 'Comment vas-tu maintenant ? Veux-tu rester encore un peu ?'),
    ],
  },
];

const byKey = new Map(guide.map((section) => [section.key, section]));
export const guideSection = (key: string): GuideSection | undefined => byKey.get(key);

const suggested: Readonly<Record<InterviewKind, readonly string[]>> = {
  'first': ['wishes', 'safety', 'contact', 'housing', 'health', 'status', 'work', 'next-step'],
  'in-depth': ['safety', 'arrival', 'family', 'work', 'exploitation', 'money', 'justice', 'next-step'],
  'psychological': ['safety', 'health', 'wishes', 'network', 'own-words', 'next-step'],
  'legal': ['status', 'arrival', 'family', 'exploitation', 'justice', 'next-step'],
  'work-orientation': ['work', 'education', 'wishes', 'next-step'],
  'follow-up': ['wishes', 'safety', 'housing', 'work', 'next-step'],
  'emergency': ['safety', 'contact', 'health', 'housing', 'next-step'],
};

/** The whole guide, sections that this kind of interview usually needs first. None of them is owed. */
export function guideFor(kind: InterviewKind): { readonly suggested: readonly GuideSection[]; readonly others: readonly GuideSection[] } {
  const first = suggested[kind].flatMap((key) => guideSection(key) ?? []);
  return { suggested: first, others: guide.filter((section) => !first.includes(section)) };
}
