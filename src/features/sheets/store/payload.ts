import type { Act } from '../../../kernel/database/act.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { SheetPayload } from '../contract.ts';

/** The compartment of a sheet's own key. */
export const KEY = 'sheet';
/** Where each sealed value stands, so that none can be moved elsewhere. */
export const place = { payload: (id: string) => `profile_sheet_content.payload:${id}`, move: (id: string) => `profile_sheet_move.words:${id}` } as const;

/** What a sheet says; null where its key was destroyed. */
export async function payloadOf(act: Act, vault: Vault, id: string): Promise<SheetPayload | null> {
  const content = await act.db.selectFrom('profile_sheet_content').select('payload_sealed').where('sheet_id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get(KEY);
  return seal && content ? SheetPayload.parse(JSON.parse(seal.open(content.payload_sealed, place.payload(id)))) : null;
}

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
