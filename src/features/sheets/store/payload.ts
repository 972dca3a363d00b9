import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { SheetPayload } from '../contract.ts';

/** The compartment of a sheet's own key. */
export const KEY = 'sheet';
/** Where each sealed value stands, so that none can be moved elsewhere. */
export const place = { payload: (id: string) => `profile_sheet_content.payload:${id}`, move: (id: string) => `profile_sheet_move.words:${id}` } as const;

interface Opened {
  /** The seal of the sheet, for what became of it; absent where its key was destroyed. */
  readonly seal: Seal | undefined;
  readonly payload: SheetPayload | null;
  /** The paper letter by letter as it was sealed: its fingerprint is that of the preview that was read. */
  readonly paper: unknown;
}

/** A sheet opened with its own key. */
export async function opened(act: Act, vault: Vault, id: string): Promise<Opened> {
  const content = await act.db.selectFrom('profile_sheet_content').select('payload_sealed').where('sheet_id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get(KEY);
  if (!seal || !content) return { seal, payload: null, paper: null };
  const sealed: unknown = JSON.parse(seal.open(content.payload_sealed, place.payload(id)));
  return { seal, payload: SheetPayload.parse(sealed), paper: z.object({ paper: z.unknown() }).parse(sealed).paper };
}

/** What a sheet says; null where its key was destroyed. */
export const payloadOf = async (act: Act, vault: Vault, id: string): Promise<SheetPayload | null> => (await opened(act, vault, id)).payload;

/** To whom sheets went whose reader stands in no directory, by sheet. */
export async function writtenReaders(act: Act, vault: Vault, sheetIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (sheetIds.length === 0) return new Map();
  const rows = await act.db.selectFrom('profile_sheet_content').select(['sheet_id', 'payload_sealed']).where('sheet_id', 'in', [...sheetIds]).execute();
  const seals = await vault.sealsOf(act, sheetIds);
  return new Map(rows.flatMap((row) => {
    const seal = seals.get(`${row.sheet_id} ${KEY}`);
    const to = seal ? SheetPayload.parse(JSON.parse(seal.open(row.payload_sealed, place.payload(row.sheet_id)))).to : null;
    return to === null ? [] : [[row.sheet_id, to] as const];
  }));
}
