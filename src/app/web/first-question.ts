/**
 * Where it is asked, once and first of all, who is here; the page asks it while the program travels. A browser gives the answer of such a preload to whoever asks the
 * same address next, however late, and so a failure from before the network came: therefore nobody else asks this address.
 */
export const firstQuestion = '/api/session?asked=first';
