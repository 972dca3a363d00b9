/** The number of a letter in the world: that of its row, so that one sent twice after an accident is known as one. */
export const messageIdOf = (id: string, from: string): string => `<${id}@${from.split('@')[1] ?? 'localhost'}>`;

/** The letter of ours that a Message-ID names, if it names one. */
export const letterNamed = (messageId: string): string | undefined => /^<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i.exec(messageId.trim())?.[1]?.toLowerCase();
