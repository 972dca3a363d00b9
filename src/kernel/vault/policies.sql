-- Keys of the vault are read and made under the policies of the rooms that own the holders; here stands what holds for all of them:
-- nobody changes a key from the application, and destroying one goes through destroy_vault_keys, which the rooms' functions call.

create or replace function destroy_vault_keys(of_holder uuid, of_compartments text[] default null) returns integer language plpgsql security definer set search_path = public as $$
declare destroyed integer;
begin
  update vault_key set wrapped = null, destroyed_at = now()
   where holder_id = of_holder and wrapped is not null and (of_compartments is null or compartment = any (of_compartments));
  get diagnostics destroyed = row_count;
  return destroyed;
end $$;
revoke execute on function destroy_vault_keys(uuid, text[]) from public;

grant select on vault_key to reti_app;
grant insert (id, programme_id, holder_id, compartment, wrapped, master_version) on vault_key to reti_app;
