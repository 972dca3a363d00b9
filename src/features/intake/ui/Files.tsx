import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { MOST_FILES } from '../domain.ts';

const KINDS = '.pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.txt';

/** A file that was chosen; its id makes it the same file when it is sent again. */
export interface Chosen {
  readonly id: string;
  readonly file: File;
}

/** Sends what was chosen through a personal link, whole and one after the other, once what it belongs to has arrived. @param path of the report it belongs to @returns the names of what was not taken */
export async function sendFiles(path: string, chosen: readonly Chosen[]): Promise<string[]> {
  const refused: string[] = [];
  for (const { id, file } of chosen) {
    const body = new FormData();
    body.append('file', file, file.name);
    // What is refused is said by name; the report stands already, and the file can be brought again with why beside it.
    await api.put(`${path}/files/${id}`, { body }).catch(() => { refused.push(file.name); });
  }
  return refused;
}

/** What goes along with a report: chosen now, sent with it. Nothing of a person's health, faith or origin is asked for. */
export function FilesField({ chosen, onChange }: { chosen: readonly Chosen[]; onChange: (chosen: readonly Chosen[]) => void }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('intake.files')}>
      <Stack>
        <p className="quiet small">{t('intake.files.help', { n: MOST_FILES })}</p>
        <Notice>{t('intake.files.delicate')}</Notice>
        {chosen.length > 0 && (
          <ul className="plain-list" aria-label={t('intake.files')}>
            {chosen.map((one) => <li key={one.id}><Row><SafeText>{one.file.name}</SafeText><Button size="small" kind="quiet" aria-label={t('intake.files.leave-out', { name: one.file.name })} onPress={() => onChange(chosen.filter((other) => other !== one))}>{t('intake.files.remove')}</Button></Row></li>)}
          </ul>
        )}
        {chosen.length < MOST_FILES && <Chooser onChoose={(files) => onChange([...chosen, ...files].slice(0, MOST_FILES))} />}
      </Stack>
    </Panel>
  );
}

/** The button that opens the device's own choice of files. */
export function Chooser({ onChoose, isPending = false }: { onChoose: (chosen: Chosen[]) => void; isPending?: boolean }): ReactNode {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div>
      <input ref={field} type="file" hidden multiple accept={KINDS} aria-label={t('intake.files.choose')} onChange={(event) => { onChoose([...event.target.files ?? []].map((file) => ({ id: newId(), file }))); event.target.value = ''; }} />
      <Button icon="document" isPending={isPending} onPress={() => field.current?.click()}>{t('intake.files.choose')}</Button>
    </div>
  );
}

/** What went along through a personal link, by name, and a place to bring more; what is refused says why. A file goes whole: nobody is signed in, and nothing stays on a device that may be anybody's. */
export function SentFiles({ files, path, mayAttach, refresh }: { files: readonly { readonly id: string; readonly name: string }[]; path: string; mayAttach: boolean; refresh: readonly string[] }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const bringing = useMutation({
    mutationFn: async (chosen: readonly Chosen[]) => {
      for (const { id, file } of chosen) {
        const body = new FormData();
        body.append('file', file, file.name);
        await api.put(`${path}/files/${id}`, { body });
      }
    },
    onSuccess: () => toast.say(t('intake.files.kept')),
    onSettled: () => client.invalidateQueries({ queryKey: refresh }),
  });
  if (files.length === 0 && !mayAttach) return null;
  return (
    <Panel title={t('intake.files')}>
      <Stack>
        {files.length > 0 && <ul className="plain-list">{files.map((one) => <li key={one.id}><SafeText>{one.name}</SafeText></li>)}</ul>}
        <p className="quiet small">{t('intake.files.sent-help')} {mayAttach && t('intake.files.whole')}</p>
        {mayAttach && files.length < MOST_FILES && <Notice>{t('intake.files.delicate')}</Notice>}
        {bringing.error && <ProblemPanel problem={bringing.error} />}
        {mayAttach && files.length < MOST_FILES && <Chooser isPending={bringing.isPending} onChoose={(chosen) => { if (chosen.length > 0) bringing.mutate(chosen); }} />}
      </Stack>
    </Panel>
  );
}
