/** Words that begin a sentence, or the name of a place, an office or a firm: beside them a capital tells of no person. */
const ofNobody: ReadonlySet<string> = new Set((
  'il lo la i gli le un uno una del dello della dei degli delle dal dallo dalla dai dagli dalle al allo alla ai agli alle nel nello nella nei negli nelle sul sulla sui di da in con per tra fra e ed ma o se che chi non si no sì '
  + 'lui lei loro poi ora oggi ieri dopo prima quando dice ha è sono the a an he she they and but of in at on with dans avec les des du une elle ils '
  + 'via viale piazza piazzale corso contrada vico vicolo largo strada villa centro casa azienda agricola ditta coop cooperativa comune prefettura questura stazione ospedale pronto soccorso polizia carabinieri centro san santa santo sant monte parco hotel bar '
  + 'cas sai cgil cisl uil caritas croce rossa inps asl gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica'
).split(' '));
const PAIR = /(?<![\p{L}’'])(?=(\p{Lu}\p{Ll}+(?:[’'-]\p{Lu}?\p{Ll}+)*)\s+(\p{Lu}(?:[’']\p{Lu})?\p{Ll}+(?:[’'-]\p{Lu}?\p{Ll}+)*))/gu;

/** Whether two words in a row have capitals as a person's name and surname have. A prompt and never a verdict: only the one who writes can tell. */
export const fullNameLikeIn = (words: string): boolean => [...words.matchAll(PAIR)].some(([, first = '', second = '']) => !ofNobody.has(first.toLowerCase()) && !ofNobody.has(second.toLowerCase()));

/** The same for few words in a row of notes, where one word with a capital inside a sentence is enough. */
export const nameLikeIn = (words: string): boolean => /(?<=[\p{L}\d,;:] )\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?/u.test(words) || /^\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+/u.test(words.trim());
