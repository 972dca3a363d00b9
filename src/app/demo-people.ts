/**
 * The invented people of the demonstration. Names, dates and facts are made up; none is a real person. They are few and different enough that each
 * role finds work on its first screen.
 */
export interface DemoCase {
  readonly key: string;
  /** The colleague who opened the file and accompanies the person. */
  readonly owner: 'giulia' | 'marco' | 'anna' | 'blessing' | 'chiara' | 'elena';
  readonly mediator?: 'amal' | 'rubina' | 'oksana' | 'youssef';
  readonly gender: 'female' | 'male';
  readonly name?: string;
  readonly birth?: { precision: 'exact' | 'declared' | 'estimated'; year: number; month: number | null; day: number | null };
  readonly nationality: string;
  readonly languages: readonly string[];
  readonly phone?: { value: string; belongsTo: 'person' | 'shared' | 'someone-else' };
  readonly card?: { whenToCall: string; mayBeSaid: string; mustNotAnswer: string; doNotCall?: boolean };
  readonly risk: 'not-assessed' | 'low' | 'medium' | 'high' | 'extreme';
  readonly wish: string;
  readonly summary: string;
  /** How far the case has come. */
  readonly until: 'contact' | 'access' | 'assessment' | 'in-care';
  readonly needs: readonly { domain: string; level: number; ownPriority: number; words: string }[];
  readonly goals?: readonly { domain: string; words: string; steps: readonly { title: string; owner: 'owner' | 'mediator'; days: number }[] }[];
  readonly note: { compartment: 'case' | 'restricted' | 'work'; body: string };
  /** An appointment today, at this hour in Italy. */
  readonly todayAt?: number;
}

export const demoCases: readonly DemoCase[] = [
  {
    key: 'mariama', owner: 'giulia', mediator: 'amal', gender: 'female', name: 'Mariama Baldé', birth: { precision: 'declared', year: 1998, month: 1, day: 1 }, nationality: 'GN', languages: ['fr', 'ff'],
    phone: { value: '351 111 0101', belongsTo: 'person' }, card: { whenToCall: 'Dopo le 20', mayBeSaid: 'Solo «è la scuola di italiano»', mustNotAnswer: 'Il cugino con cui divide la stanza' },
    risk: 'high', wish: 'Dormire in un posto tranquillo e imparare l’italiano', summary: 'Parla francese; cerca alloggio e corso di lingua.', until: 'in-care', todayAt: 10,
    needs: [{ domain: 'housing', level: 3, ownPriority: 1, words: 'Il posto letto è legato al lavoro' }, { domain: 'mental-health', level: 2, ownPriority: 3, words: 'Dorme poco' }, { domain: 'language-education', level: 2, ownPriority: 2, words: 'Vuole un corso' }],
    goals: [
      { domain: 'housing', words: 'Una stanza dove chiudere la porta', steps: [{ title: 'Telefonare all’accoglienza protetta', owner: 'owner', days: 2 }, { title: 'Accompagnarla a vedere la stanza', owner: 'mediator', days: 5 }] },
      { domain: 'language-education', words: 'Parlare senza chiedere ad altri', steps: [{ title: 'Iscrizione al CPIA', owner: 'mediator', days: -3 }] },
    ],
    note: { compartment: 'restricted', body: 'Racconta a tratti. Ha chiesto di fermarsi quando si è parlato del viaggio: riprendere solo se lo propone lei.' },
  },
  {
    key: 'shafiqul', owner: 'anna', mediator: 'rubina', gender: 'male', name: 'Shafiqul Islam', birth: { precision: 'exact', year: 1994, month: 3, day: 9 }, nationality: 'BD', languages: ['bn'],
    phone: { value: '351 111 0102', belongsTo: 'shared' }, card: { whenToCall: 'Domenica mattina', mayBeSaid: 'Che richiamiamo noi', mustNotAnswer: 'Il capo squadra, che tiene il telefono di giorno' },
    risk: 'medium', wish: 'Essere pagato per i mesi lavorati', summary: 'Parla bengalese; questioni di lavoro.', until: 'in-care', todayAt: 11,
    needs: [{ domain: 'work-rights', level: 3, ownPriority: 1, words: 'Tre mesi non pagati' }, { domain: 'legal-status', level: 2, ownPriority: 2, words: 'Permesso in scadenza' }],
    goals: [{ domain: 'rights-justice', words: 'Avere i soldi che ho guadagnato', steps: [{ title: 'Raccogliere buste paga e messaggi', owner: 'owner', days: 3 }, { title: 'Appuntamento al sindacato', owner: 'mediator', days: 7 }] }],
    note: { compartment: 'work', body: 'Laboratorio tessile, dieci ore al giorno per sei giorni; pagato a mano, senza busta.' },
  },
  {
    key: 'olena', owner: 'marco', mediator: 'oksana', gender: 'female', name: 'Olena Kovalenko', birth: { precision: 'exact', year: 1983, month: 11, day: 21 }, nationality: 'UA', languages: ['uk', 'ru'],
    phone: { value: '351 111 0103', belongsTo: 'person' }, risk: 'low', wish: 'Rinnovare i documenti e portare qui la figlia', summary: 'Parla ucraino; documenti e ricongiungimento.', until: 'assessment', todayAt: 12,
    needs: [{ domain: 'legal-status', level: 2, ownPriority: 1, words: 'Protezione temporanea da verificare' }, { domain: 'family-children', level: 2, ownPriority: 2, words: 'La figlia è rimasta con la nonna' }],
    note: { compartment: 'case', body: 'Porta passaporto e ricevuta; copia non fatta, visti e restituiti.' },
  },
  {
    key: 'blessing-e', owner: 'blessing', gender: 'female', name: 'Precious', nationality: 'NG', languages: ['en'], risk: 'extreme', wish: 'Che nessuno sappia dove sono', summary: 'Parla inglese; contatto con cautela.',
    card: { whenToCall: 'Mai di sera', mayBeSaid: 'Niente: lasciare squillare due volte e chiudere', mustNotAnswer: 'Chiunque non sia lei', doNotCall: true }, until: 'assessment', todayAt: 16,
    needs: [{ domain: 'safety', level: 4, ownPriority: 1, words: 'Teme di essere cercata' }], note: { compartment: 'restricted', body: 'Preferisce incontrarci fuori dallo sportello, con una donna. Parla di un debito; non insistere.' },
  },
  {
    key: 'anonimo', owner: 'blessing', mediator: 'amal', gender: 'male', nationality: 'ML', languages: ['bm', 'fr'], risk: 'not-assessed', wish: '', summary: 'Conosciuto in strada; resta anonimo.', until: 'access',
    needs: [{ domain: 'physical-health', level: 2, ownPriority: 1, words: 'Mal di schiena dopo la raccolta' }], note: { compartment: 'case', body: 'Ha accettato un appuntamento. Non vuole dire il nome: va bene così.' },
  },
  {
    key: 'gurpreet', owner: 'anna', mediator: 'rubina', gender: 'male', name: 'Gurpreet Singh', birth: { precision: 'exact', year: 2001, month: 12, day: 2 }, nationality: 'IN', languages: ['pa', 'hi'],
    risk: 'medium', wish: 'Un lavoro con contratto vero', summary: 'Parla punjabi; orientamento al lavoro.', until: 'in-care',
    needs: [{ domain: 'work-rights', level: 2, ownPriority: 1, words: 'Giornate segnate di meno' }, { domain: 'language-education', level: 2, ownPriority: 3, words: 'Capisce poco l’italiano' }],
    goals: [{ domain: 'income-work', words: 'Lavorare in regola vicino a casa', steps: [{ title: 'Bilancio delle competenze', owner: 'owner', days: 6 }] }],
    note: { compartment: 'work', body: 'Patente del trattore presa in India; ha lavorato due stagioni in serra.' },
  },
  {
    key: 'khadija', owner: 'chiara', mediator: 'amal', gender: 'female', name: 'Khadija El Amrani', birth: { precision: 'estimated', year: 1979, month: null, day: null }, nationality: 'MA', languages: ['ar', 'fr'],
    risk: 'medium', wish: 'Riposare', summary: 'Parla arabo; preferisce incontri al mattino.', until: 'assessment',
    needs: [{ domain: 'isolation', level: 3, ownPriority: 2, words: 'Non conosce nessuno fuori dalla casa dove lavora' }], note: { compartment: 'restricted', body: 'Lavora in una casa privata e non ha giorno libero. Valutare insieme se e quando parlarne con il sindacato.' },
  },
  {
    key: 'ionela', owner: 'marco', gender: 'female', name: 'Ionela Dumitru', birth: { precision: 'exact', year: 1990, month: 7, day: 7 }, nationality: 'RO', languages: ['ro'], risk: 'low', wish: 'Capire che cosa mi spetta',
    summary: 'Parla romeno; consulenza legale.', until: 'contact', needs: [], note: { compartment: 'case', body: 'Cittadina UE: la seguiamo come chiunque, ma non conta fra i destinatari del fondo.' },
  },
  {
    key: 'tesfay', owner: 'marco', gender: 'male', name: 'Tesfay Ghebremedhin', birth: { precision: 'exact', year: 1988, month: 1, day: 19 }, nationality: 'ER', languages: ['ti', 'ar'],
    risk: 'low', wish: 'Rinnovare il permesso e lavorare', summary: 'Parla tigrino; percorso verso la conclusione.', until: 'in-care',
    needs: [{ domain: 'legal-status', level: 1, ownPriority: 1, words: 'Permesso appena rinnovato' }],
    goals: [{ domain: 'legal-status', words: 'Avere il permesso in tasca', steps: [{ title: 'Accompagnarlo in Questura per il ritiro', owner: 'owner', days: 1 }] }],
    note: { compartment: 'case', body: 'Ritirato il permesso. Ha firmato un contratto con una cooperativa di Montella.' },
  },
  {
    key: 'yaw', owner: 'blessing', gender: 'male', name: 'Yaw Mensah', birth: { precision: 'exact', year: 1986, month: 5, day: 30 }, nationality: 'GH', languages: ['en'],
    phone: { value: '351 111 0111', belongsTo: 'person' }, card: { whenToCall: 'La domenica, dopo le 15', mayBeSaid: 'Che è Blessing', mustNotAnswer: '' },
    risk: 'low', wish: 'Una casa per quando arrivano i figli', summary: 'Parla inglese; percorso concluso.', until: 'in-care', needs: [{ domain: 'housing', level: 2, ownPriority: 1, words: 'Il contratto della stanza scade' }],
    note: { compartment: 'case', body: 'Ha firmato l’affitto a Mercogliano. Lavora in un’officina, con contratto.' },
  },
  {
    key: 'parveen', owner: 'giulia', mediator: 'rubina', gender: 'female', name: 'Parveen Akhtar', birth: { precision: 'declared', year: 1991, month: null, day: null }, nationality: 'PK', languages: ['ur', 'pa'],
    phone: { value: '351 111 0104', belongsTo: 'shared' }, card: { whenToCall: 'Tra le 9 e le 12', mayBeSaid: 'Che è per il corso dei bambini', mustNotAnswer: 'Il marito' },
    risk: 'high', wish: 'Che i figli vadano a scuola', summary: 'Parla urdu; due figli in età scolare.', until: 'assessment', todayAt: 15,
    needs: [{ domain: 'family-children', level: 3, ownPriority: 1, words: 'I figli non sono iscritti' }, { domain: 'safety', level: 3, ownPriority: 2, words: 'Controllata nelle uscite' }],
    note: { compartment: 'restricted', body: 'Viene accompagnata fino alla porta. Proporre incontri all’orario della scuola.' },
  },
];

/** The second territory: other people, other staff, closed to the first. */
export const demoCasesElsewhere: readonly DemoCase[] = [
  {
    key: 'adama', owner: 'elena', mediator: 'youssef', gender: 'male', name: 'Adama Ouédraogo', birth: { precision: 'declared', year: 1997, month: 12, day: 31 }, nationality: 'BF', languages: ['fr'],
    risk: 'medium', wish: 'Un posto per l’inverno', summary: 'Parla francese; lavora a giornata.', until: 'assessment', todayAt: 11,
    needs: [{ domain: 'housing', level: 3, ownPriority: 1, words: 'Dorme in un casolare' }], note: { compartment: 'case', body: 'Conosciuto alla mensa. Vuole tornare con un amico.' },
  },
  {
    key: 'halyna', owner: 'elena', gender: 'female', nationality: 'UA', languages: ['uk'], risk: 'low', wish: 'Dormire', summary: 'Parla ucraino; resta senza nome.', until: 'access',
    needs: [{ domain: 'mental-health', level: 2, ownPriority: 1, words: 'Non riposa' }], note: { compartment: 'case', body: 'Ha chiesto di non dare il nome. Primo appuntamento fissato a voce.' },
  },
];

/** Services of the demonstration's network. */
export const demoServices = [
  { key: 'consultorio', at: 'asl', name: 'Consultorio familiare', category: 'health', languages: ['it', 'fr'], withoutPapers: 'yes', hours: 'Lunedì e giovedì, 9–13', area: 'Avellino', howToRefer: 'Con invio dal sistema', cost: 'Gratuito' },
  { key: 'vertenze', at: 'flai', name: 'Sportello vertenze agricole', category: 'work-rights', languages: ['it', 'bn', 'pa'], withoutPapers: 'yes', hours: 'Martedì, 15–18', area: 'Avellino', howToRefer: 'Telefono o invio', cost: 'Gratuito' },
  { key: 'corso-a1', at: 'cpia', name: 'Corso di italiano A1', category: 'language', languages: ['it'], withoutPapers: 'unknown', hours: 'Da ottobre a maggio, pomeriggio', area: 'Avellino e Ariano Irpino', howToRefer: 'Iscrizione in sede', cost: 'Gratuito' },
  { key: 'patto', at: 'cpi', name: 'Primo appuntamento e iscrizione', category: 'job', languages: ['it'], withoutPapers: 'no', hours: 'Su appuntamento', area: 'Provincia', howToRefer: 'Appuntamento', cost: 'Gratuito' },
  { key: 'antitratta', at: 'dedalus', name: 'Programma di protezione antitratta', category: 'anti-trafficking', languages: ['it', 'en', 'fr'], withoutPapers: 'yes', hours: 'Dal lunedì al venerdì, 9–17', area: 'Campania', howToRefer: 'Con un passaggio dal sistema; fuori orario, Numero Verde 800 290 290', cost: 'Gratuito' },
] as const;
