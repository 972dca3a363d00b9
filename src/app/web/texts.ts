import type { TextTree } from '../../kernel/i18n/messages.ts';
import type { TextSource } from '../../kernel/i18n/translator.ts';
import { idsHere } from '../../kernel/offline/ui/here.ts';

const files = import.meta.glob<TextTree>(['../../features/*/text/*.json', '../../kernel/*/text/*.json', './text/*.json'], { import: 'default' });

/** Words whose first part is not the name of a folder. `problem.<code>` of a room lies in the room's own file, loaded with it. */
const homes: Readonly<Record<string, string>> = { shell: './text', role: './text', problem: '../../kernel/ui/text' };

function fileOf(language: string, room: string): (() => Promise<TextTree>) | undefined {
  const folders = [homes[room], `../../features/${room}/text`, `../../kernel/${room}/text`];
  return folders.map((folder) => files[`${folder}/${language}.json`]).find(Boolean);
}

/** Every room's words, each fetched when first needed. A language that a room lacks is shown in Italian. */
export const texts: TextSource = {
  always: ['ui', 'shell', 'offline'],
  // A telephone that may open without a server asks for its PIN first of all.
  hoped: idsHere().length > 0 ? ['devices'] : [],
  has: (room) => fileOf('it', room) !== undefined,
  async load(language, room) {
    const open = fileOf(language, room) ?? fileOf('it', room);
    return open ? open() : {};
  },
};
